# アカウント、議論、チャットについて画面が伝える言葉。$n は数。

### The frame
menu-chats = チャット
log-in = ログイン
log-out = ログアウト
notices-count = 新しい通知{ $n }件

### Why something was not done
refused-wrong = 名前とパスワードが一致しません。
refused-code = コードが正しくないか、すでに使われています。
refused-expired = このリンクまたは操作は使用済みか期限切れです。最初からやり直してください。
refused-logged-out = 先にログインしてください。
refused-role = あなたの役割ではこの操作はできません。
refused-muted = ここでは閲覧のみできます。書き込みはできません。
refused-too-often = 試行回数が多すぎます。{ $n }秒お待ちください。
refused-closed = ここでは登録できません。管理者にアカウントを依頼してください。
refused-uninvited = 登録には招待が必要です。管理者に依頼してください。
refused-taken = この名前は使われています。
refused-name = 名前は一種類の文字と数字で2〜32文字です。間に - と _ を使えます。
refused-password = 10文字以上で、よく使われるものではなく、名前を含まないパスワードを選んでください。
refused-email = メールアドレスではありません。
refused-missing = ここにはないか、もうありません。
refused-locked = この議論は終了しています。
refused-blank = 入力が足りません。先に書いてください。
refused-too-long = 長すぎます。{ $n }文字までです。
refused-too-many = { $n }件を超えては保存できません。
refused-last-administrator = 管理者が一人は必要です。先に別の管理者を決めてください。
refused-no-record = この主張はその記録に含まれていません。
refused-one-record = すでに一つの記録です。
refused-all-of-it = 記録を空にはできません。主張をいくつか残してください。
refused-sentence = ページにその文がないか、複数あります。
refused-no-edit = 変更がありません。
refused-no-actor = 行為の主体を入力してください。
refused-one-party = 主張には二つ以上の当事者が必要です。
refused-no-name = 文字のない名前があります。
refused-party = 「{ $what }」は当事者のコードではありません。JPN や ASEAN のように大文字で書いてください。
refused-kind = 「{ $what }」は細目の語ではありません。visit のように小文字で書いてください。
refused-time = 「{ $what }」は EDTF の時期ではありません。2026-11-30、2026-11、2026-11-28/2026-11-30 のように書いてください。
refused-country = 「{ $what }」は国のコードではありません。PER のように大文字で書いてください。
problem-form = フォームの期限が切れています
problem-form-help = このサイトのページから送られていないか、その後ログインまたはログアウトしています。戻ってページを読み込み直し、もう一度送ってください。
problem-unauthorized = 先にログインしてください
problem-unauthorized-help = ログインした人だけが利用できます。または、トークンが登録されていません。

### Logging in and registering
field-name = 名前
field-name-or-email = 名前またはメールアドレス
field-password = パスワード
field-old-password = 現在のパスワード
field-new-password = 新しいパスワード
field-email = メールアドレス
field-code = コード
field-optional = （省略可）
hint-name = ほかの人に表示されます。一種類の文字と数字を使えます。
hint-password = 10文字以上。いくつかの単語を並べるとよいでしょう。
hint-email = パスワードを忘れたときとまとめの配信に使います。誰にも表示されません。
login-title = ログイン
login-submit = ログイン
login-register = 登録する
login-forgot = パスワードをお忘れですか
code-title = 第二要素
code-lead = 端末に表示されたコード、または回復用コードを入力してください。
register-title = 登録
register-submit = 登録する
register-login = アカウントをお持ちの方はログイン
forgot-title = パスワードを忘れたとき
forgot-lead = 確認済みのメールアドレスがあれば、そこへリンクを送ります。
forgot-ask = このサイトはメールを送りません。新しいパスワードを設定するリンクを管理者に依頼してください。
forgot-submit = リンクを送る
forgot-sent = 該当するアカウントがあれば、そのメールアドレスへリンクを送りました。有効期間は2時間です。
reset-title = 新しいパスワードの設定
reset-submit = パスワードを設定する
reset-done = パスワードを設定しました。そのパスワードでログインしてください。
prove-title = メールアドレスの確認
prove-submit = 確認する
prove-done = メールアドレスを確認しました。
mail-prove = { $name } さん、次のリンクを開いてメールアドレスを確認してください。有効期間は2日です。

    { $link }

    お心当たりがなければ、このメールは無視してください。
    .subject = メールアドレスの確認
mail-reset = { $name } さん、次のリンクを開いて新しいパスワードを設定してください。有効期間は2時間です。

    { $link }

    お心当たりがなければ、このメールは無視してください。パスワードは変わりません。
    .subject = 新しいパスワードの設定
mail-digest = { $name } さん、新しいお知らせがあります。

    { $lines }

    { $link }
    .subject = 新しいお知らせ

### Discussion
discussion-title = { $n ->
    [0] 議論
   *[other] 議論：コメント{ $n }件
}
discussion-join = 議論に参加するには、ログインまたは登録してください
discussion-follow = フォローする
discussion-unfollow = フォローをやめる
discussion-lock = 議論を終了する
discussion-open = 議論を再開する
discussion-locked = この議論は終了しています。閲覧のみできます。
claim-discuss = 議論する
claim-quote = 引用する
claim-doubt = この主張は誤っている
claim-doubt-send = 確認の担当者に知らせる
claim-doubted = 確認の担当者に知らせた内容：
comment-write = コメントを書く
comment-markdown = *強調*、**太字**、> 引用、リスト、リンクが使えます。@名前 で相手に通知します。
comment-send = 送信
comment-save = 保存
comment-reply = 返信
comment-reply-to = { $name } さんに返信
comment-edit = 編集
comment-edited = { $when } 編集
comment-remove = 削除
comment-report = 報告
comment-report-why = 問題の内容
comment-moderate = 管理
comment-folded = ブロックした人の投稿です。表示する
comment-held = 管理担当者の確認待ちです。あなたと管理担当者だけに表示されます。
comment-hidden = 管理担当者が非表示にしました。
comment-gone = 投稿者が削除しました。
comment-nobody = 削除されたアカウント
history-title = 編集前のコメント
history-back = コメントへ
history-none = 編集されていません。

### Chats
chats-lead = ログインした人のための部屋です。共通の部屋と、関係ごとの部屋があります。
chats-unread = 未読{ $n }件
chat-general = 共通の部屋
chat-present = 在室：
chat-earlier = 以前のメッセージ
chat-messages = メッセージ
chat-none = まだ投稿がありません。
chat-write = メッセージを書く
chat-lost = 接続が切れました。再接続しています。書いた内容は保持されます。
message-more = その他
message-gone = 削除されました。
message-waiting = 送信待ち

### Notices
notices-title = 通知
notices-none = 新しい通知はありません。
notices-see = すべて確認済みにする
notice-mention = { $by } さんがあなたに言及しました
notice-reply = { $by } さんが返信しました
notice-thread = フォロー中の議論に { $by } さんが書き込みました
notice-chat = { $by } さんが部屋であなたに言及しました
notice-view = { $view }：新しい記録{ $n }件

### Account
account-title = あなたのアカウント
account-done = 保存しました。
account-preferences = 設定
account-language = メールの言語
account-digest = まとめのメール（毎日）
account-digest-none = 送らない
account-zone = タイムゾーン（例：Asia/Tokyo）
account-views = 保存した表示条件
account-view-name = 表示条件の名前
account-view-query = ニュース一覧のアドレスの ? に続く部分
account-view-tell = 新しい記録を知らせる
account-view-told = 新しい記録を通知します
account-email-proved = 確認済みです。
account-email-unproved = まだ確認されていません。お送りしたメールのリンクを開いてください。
account-password = パスワード
account-password-change = パスワードを変更する
account-factor = 第二要素
account-factor-begin = 第二要素を設定する
account-factor-lead = この秘密鍵をコード生成アプリ（TOTP）に登録し、最初に表示されたコードを入力してください。
account-factor-picture = 端末で読み取るための QR コード
account-factor-device = この端末のアプリで開く
account-factor-on = 有効にする
account-factor-is-on = 有効です。ログイン時にコードを求めます。
account-factor-off = 無効にする
account-codes-once = 有効になりました。端末をなくしたときのためのコードです。それぞれ一度だけ使えます。再表示はされませんので保管してください。
account-logins = ログイン中の場所
account-login-this = このログイン
account-login-end = そこからログアウトする
account-tokens = プログラム用トークン
account-tokens-lead = トークンがあれば、プログラムが許可された範囲であなたの代わりに操作できます。
account-token-once = これがトークンです。再表示はされませんので保管してください。
account-token-name = 用途
account-token-scopes = 許可する操作
account-token-days = 有効日数
account-token-make = トークンを作る
account-token-used = { $when } 使用
account-token-expires = { $when } まで有効
account-blocked = ブロックした人
account-block = ブロックする
account-unblock = ブロックを解除する
account-leave = あなたのデータ
account-export = 保存されているデータをすべてダウンロードする
account-delete = アカウントを削除する
account-delete-lead = 名前、メールアドレス、ログイン、設定が消えます。書いたものは、あわせて削除しないかぎり名前なしで残ります。
account-delete-texts = 書いたものもすべて削除する
role-reader = 閲覧者
role-analyst = 分析担当
role-editor = 編集者
role-administrator = 管理者
scope-read = 閲覧
scope-discuss = 議論
scope-review = 主張の確認
scope-moderate = 投稿の管理
standing-active = 有効
standing-muted = 書き込み不可
standing-disabled = 停止中
standing-deleted = 削除済み

### Moderation
moderation-title = 投稿の管理
moderation-waiting = 確認待ちのコメント
moderation-reports = 報告
moderation-nothing = 対応が必要なものはありません。
moderation-reported = { $by } さんの報告、{ $when }
moderation-let-through = 公開する
moderation-hide = 非表示にする
moderation-show = 再表示する
moderation-dismiss = そのままにする
moderation-muting = 書き込みを止める
moderation-mute = 投稿者の書き込みを止める
moderation-unmute = 書き込みを再び許可する
moderation-why = 理由
moderation-deeds = 対応の記録
moderation-no-deeds = まだありません。
moderation-console = コマンドライン
acted-role = { $object }の役割を「{ $role }」にした
acted-active = { $object }のログインと書き込みを再び許可した
acted-muted = { $object }の書き込みを止めた
acted-disabled = { $object }を停止した
acted-reset = { $object }の新しいパスワードのリンクを作った
acted-invite = 「{ $object }」として登録できる招待を作った
acted-let-through = { $object }を公開した
acted-hide = { $object }を非表示にした
acted-show = { $object }を再表示した
acted-dismiss = { $object }をそのままにした
acted-lock = { $object }を締め切った
acted-open = { $object }を再開した
object-comment = コメント{ $n }
object-report = 報告{ $n }
object-thread = 議論{ $n }
object-message = ルーム{ $room }の投稿{ $n }

### Administration
people-title = 利用者
people-link = このリンクを渡してください。再表示はされません。
people-registering = 登録
people-who-may = 登録できる人
people-role = 役割
people-invite = 招待を作る
people-accounts = アカウント
people-reset = 新しいパスワードのリンク
people-disable = 停止する
people-enable = 再開する
registration-open = 誰でも
registration-invited = 招待された人
registration-closed = なし

### Review
menu-review = 確認
review-title = 確認
review-lead = 人の目で確かめたい主張です。キー操作：j と k で上下に移動、c で承認、x で却下、e でその他、u で取り消し。
review-all = すべて
review-nothing = 疑わしいものはありません。
review-reason = 理由
review-confirm = 承認
review-reject = 却下
review-more = 編集・統合・分割
review-type = 種類
review-kind = 細目
review-status = 状況
review-actors = 行為の主体（コード）
review-recipients = 行為の相手（コード）
review-when = 時期（EDTF）
review-place = 場所
review-country = 場所の国（コード）
review-persons = 人物（一行に一人：名前 = コード）
review-said-by = 誰の発言か
review-edit = 内容を保存する
review-state = 記録の状態
review-with = 統合する記録（ID）
review-merge = 統合する
review-split = この主張を分ける
review-undo = 取り消す
review-next = 続き
changes-title = 変更の履歴
doubt-told = 読者からの指摘
doubt-contradicted = 矛盾あり
doubt-overdue = 期日超過
doubt-unsure = 読み取りが不確か
doubt-reported = 伝聞のみ
deed-confirm = 承認
deed-reject = 却下
deed-edit = 編集
deed-add = 追加
deed-merge = 統合
deed-split = 分割
deed-state = 状態の設定
deed-withdraw = 変更の取り消し
fate-heard = 有効
fate-rebound = 有効（再読み込み後）
fate-stands = この人の発言として有効
fate-superseded = ページに新しい版があります
fate-orphan = 対応する主張がありません
fate-withdrawn = 取り消し済み

### Passkeys and views
passkeys = パスキー
passkeys-lead = パスキーがあれば、この端末でパスワードなしにログインできます。
passkeys-name = 端末の名前
passkeys-make = パスキーを作る
passkeys-enter = パスキーでログイン
account-view-keep = この表示条件を保存
comments-count = コメント{ $n }件
