# Что сайт говорит об учётных записях, обсуждении и чатах, по-русски. $n — количество.

### The frame
menu-chats = Чаты
log-in = Войти
log-out = Выйти
notices-count = { $n ->
    [one] { $n } новое уведомление
    [few] { $n } новых уведомления
   *[many] { $n } новых уведомлений
}

### Why something was not done
refused-wrong = Имя и пароль не подходят друг к другу.
refused-code = Код неверен или уже использован.
refused-expired = Эта ссылка или попытка уже использована или устарела. Начните сначала.
refused-logged-out = Сначала войдите.
refused-role = Ваша роль этого не позволяет.
refused-muted = Вы можете здесь читать, но не писать.
refused-too-often = Слишком много попыток. Подождите { $n ->
    [one] { $n } секунду
    [few] { $n } секунды
   *[many] { $n } секунд
}.
refused-closed = Здесь нельзя зарегистрироваться. Попросите учётную запись у администратора.
refused-uninvited = Для регистрации нужно приглашение. Попросите его у администратора.
refused-taken = Это имя занято.
refused-name = В имени от 2 до 32 букв одного алфавита и цифр; между ними могут стоять - и _.
refused-password = Выберите пароль не короче 10 знаков, не из распространённых и без вашего имени.
refused-email = Это не адрес электронной почты.
refused-missing = Этого здесь нет или уже нет.
refused-locked = Это обсуждение закрыто.
refused-blank = Чего-то не хватает: сначала напишите.
refused-too-long = Слишком длинно. Помещается не больше { $n } знаков.
refused-too-many = Больше { $n } не помещается.
refused-last-administrator = Кто-то должен управлять сайтом: сначала назначьте другого администратора.
refused-no-record = Это утверждение не входит в такую запись.
refused-one-record = Это уже одна запись.
refused-all-of-it = Запись не может остаться пустой: часть утверждений должна в ней остаться.
refused-sentence = На странице этого нет, или сказано не один раз.
refused-no-edit = Ничего бы не изменилось.
refused-no-actor = Укажите, какая сторона действует.
refused-one-party = В утверждении должно быть не меньше двух сторон.
refused-no-name = В одном из имён нет букв.
refused-party = «{ $what }» — не код стороны. Код пишется заглавными буквами: JPN, ASEAN.
refused-kind = «{ $what }» — не вид. Вид пишется строчными латинскими буквами: visit.
refused-time = «{ $what }» — не время в EDTF. Пишите 2026-11-30, 2026-11 или 2026-11-28/2026-11-30.
refused-country = «{ $what }» — не код страны. Код пишется заглавными буквами: PER.
problem-form = Форма устарела
problem-form-help = Она отправлена не со страницы этого сайта, или с тех пор вы вошли или вышли. Вернитесь, обновите страницу и отправьте форму ещё раз.
problem-unauthorized = Сначала войдите
problem-unauthorized-help = Это доступно тем, кто вошёл, или ключ здесь неизвестен.

### Logging in and registering
field-name = Имя
field-name-or-email = Имя или адрес электронной почты
field-password = Пароль
field-old-password = Прежний пароль
field-new-password = Новый пароль
field-email = Адрес электронной почты
field-code = Код
field-optional = (можно не заполнять)
hint-name = Его видят другие. Буквы одного алфавита и цифры.
hint-password = Не короче 10 знаков. Хорошо подходят несколько слов.
hint-email = На случай забытого пароля и для сводок; его никто не видит.
login-title = Вход
login-submit = Войти
login-register = Зарегистрироваться
login-forgot = Забыли пароль?
code-title = Второй фактор
code-lead = Введите код, который показывает ваше устройство, или один из запасных кодов.
register-title = Регистрация
register-submit = Зарегистрироваться
register-login = У меня есть учётная запись: войти
forgot-title = Забытый пароль
forgot-lead = Мы отправим ссылку на адрес электронной почты учётной записи, если он указан и подтверждён.
forgot-ask = Этот сайт не отправляет писем. Попросите ссылку для нового пароля у администратора.
forgot-submit = Отправить ссылку
forgot-sent = Если такая учётная запись есть, ссылка уже отправлена на её адрес. Она действует два часа.
reset-title = Новый пароль
reset-submit = Установить пароль
reset-done = Пароль установлен. Войдите с ним.
prove-title = Подтверждение адреса
prove-submit = Подтвердить
prove-done = Адрес электронной почты подтверждён.
mail-prove = { $name }, откройте эту ссылку, чтобы подтвердить адрес электронной почты. Она действует два дня.

    { $link }

    Если вы об этом не просили, забудьте об этом письме.
    .subject = Подтвердите адрес электронной почты
mail-reset = { $name }, откройте эту ссылку, чтобы задать новый пароль. Она действует два часа.

    { $link }

    Если вы об этом не просили, забудьте об этом письме: пароль останется прежним.
    .subject = Новый пароль
mail-digest = { $name }, для вас есть новое:

    { $lines }

    { $link }
    .subject = Что нового

### Discussion
discussion-title = { $n ->
    [0] Обсуждение
    [one] Обсуждение: { $n } комментарий
    [few] Обсуждение: { $n } комментария
   *[many] Обсуждение: { $n } комментариев
}
discussion-join = Чтобы участвовать в обсуждении, войдите или зарегистрируйтесь
discussion-follow = Следить
discussion-unfollow = Больше не следить
discussion-lock = Закрыть обсуждение
discussion-open = Снова открыть обсуждение
discussion-locked = Обсуждение закрыто: его можно читать, но нельзя дополнить.
claim-discuss = Обсудить
claim-quote = Процитировать
claim-doubt = Это утверждение неверно
claim-doubt-send = Сообщить проверяющим
claim-doubted = Вы сообщили проверяющим:
comment-write = Написать комментарий
comment-markdown = Можно *выделять*, **усиливать**, > цитировать, делать списки и ссылки. @Имя уведомит человека.
comment-send = Отправить
comment-save = Сохранить
comment-reply = Ответить
comment-reply-to = Ответить: { $name }
comment-edit = Изменить
comment-edited = изменено { $when }
comment-remove = Удалить
comment-report = Пожаловаться
comment-report-why = Что с ним не так?
comment-moderate = Модерировать
comment-folded = Написано тем, кого вы заблокировали. Показать
comment-held = Ждёт модератора; видно только вам и модераторам.
comment-hidden = Скрыто модератором.
comment-gone = Удалено автором.
comment-nobody = удалённая учётная запись
history-title = Что было в комментарии раньше
history-back = К комментарию
history-none = Его не меняли.

### Chats
chats-lead = Комнаты для тех, кто вошёл: общая и по одной на каждое досье.
chats-unread = { $n ->
    [one] { $n } непрочитанное сообщение
    [few] { $n } непрочитанных сообщения
   *[many] { $n } непрочитанных сообщений
}
chat-general = Общая комната
chat-present = Сейчас здесь:
chat-earlier = Более ранние сообщения
chat-messages = Сообщения
chat-none = Здесь ещё никто не писал.
chat-write = Написать сообщение
chat-lost = Связь потеряна; идёт новая попытка. Написанное сохраняется.
message-more = Ещё
message-gone = Удалено.
message-waiting = Ждёт отправки

### Notices
notices-title = Уведомления
notices-none = Нового нет.
notices-see = Всё просмотрено
notice-mention = Вас упоминает { $by }
notice-reply = Вам отвечает { $by }
notice-thread = В обсуждении, за которым вы следите, пишет { $by }
notice-chat = В комнате вас упоминает { $by }
notice-view = { $view }: { $n ->
    [one] { $n } новая запись
    [few] { $n } новые записи
   *[many] { $n } новых записей
}

### Account
account-title = Ваша учётная запись
account-done = Сохранено.
account-preferences = Настройки
account-language = Язык писем
account-digest = Сводка по почте, каждый день в
account-digest-none = без сводки
account-zone = Часовой пояс, например Europe/Moscow
account-views = Сохранённые подборки
account-view-name = Название подборки
account-view-query = Что стоит после ? в адресе ленты
account-view-tell = Сообщать о новых записях
account-view-told = о новых записях сообщается
account-email-proved = Адрес подтверждён.
account-email-unproved = Адрес ещё не подтверждён: откройте ссылку в письме, которое мы отправили.
account-password = Пароль
account-password-change = Сменить пароль
account-factor = Второй фактор
account-factor-begin = Настроить второй фактор
account-factor-lead = Внесите этот секрет в программу, которая создаёт коды (TOTP), и введите первый код.
account-factor-picture = Секрет в виде QR-кода для сканирования устройством
account-factor-device = Открыть в такой программе на этом устройстве
account-factor-on = Включить
account-factor-is-on = Включён: при входе спрашивается код.
account-factor-off = Выключить
account-codes-once = Второй фактор включён. Эти коды — на случай потери устройства; каждый работает один раз. Сохраните их: больше они не показываются.
account-logins = Где вы вошли
account-login-this = этот вход
account-login-end = Выйти там
account-tokens = Ключи для программ
account-tokens-lead = С ключом программа действует от вашего имени в пределах того, что вы ей разрешили.
account-token-once = Это ключ. Сохраните его: больше он не показывается.
account-token-name = Для чего он?
account-token-scopes = Что ему можно?
account-token-days = Сколько дней он действует
account-token-make = Создать ключ
account-token-used = использован { $when }
account-token-expires = действует до { $when }
account-blocked = Кого вы заблокировали
account-block = Заблокировать
account-unblock = Разблокировать
account-leave = Ваши данные
account-export = Скачать всё, что о вас хранится
account-delete = Удалить учётную запись
account-delete-lead = Имя, адрес, входы и настройки исчезнут. Написанное вами останется без имени, если вы не удалите и его.
account-delete-texts = Удалить и всё, что мной написано
role-reader = Читатель
role-analyst = Аналитик
role-editor = Редактор
role-administrator = Администратор
scope-read = читать
scope-discuss = обсуждать
scope-review = проверять утверждения
scope-moderate = модерировать
standing-active = действует
standing-muted = не может писать
standing-disabled = закрыта
standing-deleted = удалена

### Moderation
moderation-title = Модерация
moderation-waiting = Комментарии, которые ждут
moderation-reports = Жалобы
moderation-nothing = Ничего не ждёт.
moderation-reported = жалоба от { $by }, { $when }
moderation-let-through = Пропустить
moderation-hide = Скрыть
moderation-show = Снова показать
moderation-dismiss = Оставить как есть
moderation-muting = Запретить кому-то писать
moderation-mute = Запретить автору писать
moderation-unmute = Снова разрешить писать
moderation-why = Почему?
moderation-deeds = Что было сделано
moderation-no-deeds = Пока ничего.
moderation-console = командная строка
acted-role = { $object }: роль «{ $role }»
acted-active = { $object }: снова можно входить и писать
acted-muted = { $object }: запрещено писать
acted-disabled = { $object }: доступ закрыт
acted-reset = { $object }: создана ссылка для нового пароля
acted-invite = создано приглашение, роль «{ $object }»
acted-let-through = пропущено: { $object }
acted-hide = скрыто: { $object }
acted-show = снова показано: { $object }
acted-dismiss = оставлено как есть: { $object }
acted-lock = закрыто: { $object }
acted-open = снова открыто: { $object }
object-comment = комментарий { $n }
object-report = жалоба { $n }
object-thread = обсуждение { $n }
object-message = сообщение { $n } в комнате { $room }

### Administration
people-title = Люди
people-link = Передайте эту ссылку. Больше она не показывается.
people-registering = Регистрация
people-who-may = Кто может зарегистрироваться?
people-role = Роль
people-invite = Создать приглашение
people-accounts = Учётные записи
people-reset = Ссылка для нового пароля
people-disable = Закрыть доступ
people-enable = Открыть доступ
registration-open = все
registration-invited = приглашённые
registration-closed = никто

### Review
menu-review = Проверка
review-title = Проверка
review-lead = Утверждения, на которые стоит взглянуть человеку. Клавиши: j и k — вниз и вверх, c — подтвердить, x — отклонить, e — остальное, u — отменить.
review-all = все
review-nothing = Сомнительного нет.
review-reason = Причина
review-confirm = Подтвердить
review-reject = Отклонить
review-more = Изменить, объединить, разделить
review-type = Тип
review-kind = Вид
review-status = Статус
review-actors = Кто действует (коды)
review-recipients = На кого направлено (коды)
review-when = Когда (EDTF)
review-place = Место
review-country = Страна места (код)
review-persons = Люди, по одному на строке: Имя = КОД
review-said-by = С чьих слов
review-edit = Сохранить сказанное
review-state = Состояние записи
review-with = С какой записью объединить (номер)
review-merge = Объединить
review-split = Отделить это утверждение
review-undo = Отменить
review-next = Дальше
changes-title = Кто что изменил
doubt-told = сомнения читателей
doubt-contradicted = есть противоречие
doubt-overdue = срок прошёл
doubt-unsure = прочитано неуверенно
doubt-reported = только с чужих слов
deed-confirm = подтверждено
deed-reject = отклонено
deed-edit = изменено
deed-add = добавлено
deed-merge = объединено
deed-split = отделено
deed-state = установлено состояние
deed-withdraw = отменено изменение
fate-heard = действует
fate-rebound = действует, страница прочитана заново
fate-stands = держится на слове этого человека
fate-superseded = у страницы есть новая версия
fate-orphan = утверждения больше нет
fate-withdrawn = отменено

### Passkeys and views
passkeys = Ключи доступа
passkeys-lead = С ключом доступа вы входите с этого устройства без пароля.
passkeys-name = Как называется устройство?
passkeys-make = Создать ключ доступа
passkeys-enter = Войти с ключом доступа
account-view-keep = Сохранить подборку
comments-count = { $n ->
    [one] { $n } комментарий
    [few] { $n } комментария
   *[many] { $n } комментариев
}
