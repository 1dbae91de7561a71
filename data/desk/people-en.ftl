# What the desk says of accounts, discussion and chats, in English. $n is a number of things.

### The frame
menu-chats = Chats
log-in = Log in
log-out = Log out
notices-count = { $n ->
    [one] { $n } new notice
   *[other] { $n } new notices
}

### Why something was not done
refused-wrong = Name and password do not fit together.
refused-code = The code is wrong or was used already.
refused-expired = This link or attempt is used up or out of date. Begin again.
refused-logged-out = Log in first.
refused-role = Your role does not allow this.
refused-muted = You may read here, but not write.
refused-too-often = Too many attempts. Wait { $n ->
    [one] { $n } second
   *[other] { $n } seconds
}.
refused-closed = Nobody can register here. Ask who runs this desk for an account.
refused-uninvited = To register here you need an invitation. Ask who runs this desk for one.
refused-taken = This name is taken.
refused-name = A name has 2 to 32 letters and digits of one script; - and _ may stand between them.
refused-password = Choose a password of at least 10 characters that is not a common one and does not hold your name.
refused-email = This is no e-mail address.
refused-missing = This is not here, or not any more.
refused-locked = This discussion is closed.
refused-blank = Something is missing: write it first.
refused-too-long = This is too long. At most { $n } characters fit.
refused-too-many = There is no room for more than { $n }.
refused-last-administrator = Somebody has to administer this desk: make another administrator first.
refused-no-record = This claim is in no such record.
refused-one-record = These are one record already.
refused-all-of-it = A record cannot be left empty: some of its claims must stay.
refused-sentence = The page does not say that, or says it more than once.
refused-no-edit = Nothing would change.
refused-no-actor = Say which party does it.
refused-one-party = A claim is about two parties at least.
refused-no-name = A name has no letters.
refused-party = “{ $what }” is no code of a party. Codes are capital letters, such as JPN or ASEAN.
refused-kind = “{ $what }” is no kind. Kinds are words in small letters, such as visit.
refused-time = “{ $what }” is no time in EDTF. Write 2026-11-30, 2026-11 or 2026-11-28/2026-11-30.
refused-country = “{ $what }” is no code of a country. Codes are capital letters, such as PER.
problem-form = This form is out of date
problem-form-help = It was not sent from a page of this desk, or you have logged in or out since. Go back, load the page again and send it once more.
problem-unauthorized = Log in first
problem-unauthorized-help = This is for those who are logged in, or the token is not known here.

### Logging in and registering
field-name = Name
field-name-or-email = Name or e-mail address
field-password = Password
field-old-password = Password so far
field-new-password = New password
field-email = E-mail address
field-code = Code
field-optional = (may stay empty)
hint-name = Others see it. Letters and digits of one script.
hint-password = At least 10 characters. Several words are good.
hint-email = For a forgotten password and for digests; nobody sees it.
login-title = Log in
login-submit = Log in
login-register = Register
login-forgot = Password forgotten?
code-title = Second factor
code-lead = Give the code that your device shows, or one of your codes for recovery.
register-title = Register
register-submit = Register
register-login = I have an account: log in
forgot-title = Password forgotten
forgot-lead = We send a link to the e-mail address of the account, if it has one that was confirmed.
forgot-ask = This desk sends no mail. Ask who runs it for a link to set a new password.
forgot-submit = Send the link
forgot-sent = If there is such an account, a link is on its way to its e-mail address. It works for two hours.
reset-title = Set a new password
reset-submit = Set the password
reset-done = The password is set. Log in with it.
prove-title = Confirm the e-mail address
prove-submit = Confirm
prove-done = The e-mail address is confirmed.
mail-prove = { $name }, open this link to confirm your e-mail address. It works for two days.

    { $link }

    If you did not ask for it, forget this letter.
    .subject = Confirm your e-mail address
mail-reset = { $name }, open this link to set a new password. It works for two hours.

    { $link }

    If you did not ask for it, forget this letter: your password stays as it is.
    .subject = Set a new password
mail-digest = { $name }, this is new for you:

    { $lines }

    { $link }
    .subject = What is new on your desk

### Discussion
discussion-title = { $n ->
    [0] Discussion
    [one] Discussion: { $n } comment
   *[other] Discussion: { $n } comments
}
discussion-join = To participate in the discussion, log in or register
discussion-follow = Follow
discussion-unfollow = Do not follow any more
discussion-lock = Close the discussion
discussion-open = Open the discussion again
discussion-locked = This discussion is closed: it can be read, and nothing can be added.
claim-discuss = Discuss
claim-quote = Quote
claim-doubt = This claim is wrong
claim-doubt-send = Tell those who review
claim-doubted = You have told those who review:
comment-write = Write a comment
comment-markdown = *Emphasis*, **strong**, > quotes, lists and links work. @Name tells somebody.
comment-send = Send
comment-save = Save
comment-reply = Reply
comment-reply-to = Reply to { $name }
comment-edit = Edit
comment-edited = edited { $when }
comment-remove = Remove
comment-report = Report
comment-report-why = What is wrong with it?
comment-moderate = Moderate
comment-folded = By somebody whom you have blocked. Show it
comment-held = Waits for a moderator; only you and they see it.
comment-hidden = Hidden by a moderator.
comment-gone = Taken away by its author.
comment-nobody = a deleted account
history-title = What the comment said before
history-back = To the comment
history-none = It was not edited.

### Chats
chats-lead = Rooms for those who are logged in: a general one, and one for each dossier.
chats-unread = { $n ->
    [one] { $n } unread message
   *[other] { $n } unread messages
}
chat-general = General room
chat-present = Here now:
chat-earlier = Earlier messages
chat-messages = Messages
chat-none = Nobody has written here yet.
chat-write = Write a message
chat-lost = The connection is lost; it is tried again. What you write is kept.
message-more = More
message-gone = Taken away.
message-waiting = Waits to be sent

### Notices
notices-title = Notices
notices-none = There is nothing new.
notices-see = I have seen them all
notice-mention = { $by } mentioned you
notice-reply = { $by } replied to you
notice-thread = { $by } wrote in a discussion that you follow
notice-chat = { $by } mentioned you in a room
notice-view = { $view }: { $n ->
    [one] { $n } new record
   *[other] { $n } new records
}

### Account
account-title = Your account
account-done = It is saved.
account-preferences = Preferences
account-language = Language of letters
account-digest = Digest by e-mail, every day at
account-digest-none = no digest
account-zone = Time zone, such as Europe/Moscow
account-views = Saved views
account-view-name = Name of the view
account-view-query = What stands behind the ? in the address of the newsfeed
account-view-tell = Tell me of new records
account-view-told = you are told of new records
account-email-proved = It is confirmed.
account-email-unproved = It is not confirmed yet: open the link in the letter that we sent.
account-password = Password
account-password-change = Change the password
account-factor = Second factor
account-factor-begin = Set up a second factor
account-factor-lead = Put this secret into a program that makes codes (TOTP), then give the first code that it shows.
account-factor-picture = The secret as a QR code, to scan with the device
account-factor-device = Open it in such a program on this device
account-factor-on = Turn it on
account-factor-is-on = It is on: logging in asks for a code.
account-factor-off = Turn it off
account-codes-once = It is on. These codes are for the day on which your device is lost; each works once. Keep them: they are not shown again.
account-logins = Where you are logged in
account-login-this = this one
account-login-end = Log out there
account-tokens = Tokens for programs
account-tokens-lead = With a token a program acts for you, within what you allow it.
account-token-once = This is the token. Keep it: it is not shown again.
account-token-name = What is it for?
account-token-scopes = What may it do?
account-token-days = Days until it ends
account-token-make = Make a token
account-token-used = used { $when }
account-token-expires = ends { $when }
account-blocked = People whom you have blocked
account-block = Block
account-unblock = Unblock
account-leave = Your data
account-export = Download all that is kept about you
account-delete = Delete the account
account-delete-lead = Name, e-mail address, logins and settings go. What you wrote stays, without your name, unless you take it along.
account-delete-texts = Delete all that I wrote as well
role-reader = Reader
role-analyst = Analyst
role-editor = Editor
role-administrator = Administrator
scope-read = read
scope-discuss = discuss
scope-review = review claims
scope-moderate = moderate
standing-active = active
standing-muted = may not write
standing-disabled = kept out
standing-deleted = deleted

### Moderation
moderation-title = Moderation
moderation-waiting = Comments that wait
moderation-reports = Reports
moderation-nothing = Nothing waits.
moderation-reported = reported by { $by }, { $when }
moderation-let-through = Let through
moderation-hide = Hide
moderation-show = Show again
moderation-dismiss = Leave as it is
moderation-muting = Keep somebody from writing
moderation-mute = Keep the author from writing
moderation-unmute = Let them write again
moderation-why = Why?
moderation-deeds = What was done
moderation-no-deeds = Nothing yet.
moderation-console = the command line
acted-role = gave { $object } the role “{ $role }”
acted-active = let { $object } write and log in again
acted-muted = kept { $object } from writing
acted-disabled = kept { $object } out
acted-reset = made a link for a new password of { $object }
acted-invite = made an invitation for the role “{ $object }”
acted-let-through = let through: { $object }
acted-hide = hid { $object }
acted-show = showed { $object } again
acted-dismiss = left as it is: { $object }
acted-lock = closed { $object }
acted-open = opened { $object } again
object-comment = comment { $n }
object-report = report { $n }
object-thread = discussion { $n }
object-message = message { $n } in the room { $room }

### Administration
people-title = People
people-link = Hand this link over. It is not shown again.
people-registering = Registering
people-who-may = Who may register?
people-role = Role
people-invite = Make an invitation
people-accounts = Accounts
people-reset = Link for a new password
people-disable = Keep out
people-enable = Let in
registration-open = everybody
registration-invited = who is invited
registration-closed = nobody

### Review
menu-review = Review
review-title = Review
review-lead = Claims that somebody had best look at. Keys: j and k go down and up, c confirms, x rejects, e opens the rest, u undoes.
review-all = all
review-nothing = Nothing is in doubt.
review-reason = Reason
review-confirm = Confirm
review-reject = Reject
review-more = Edit, merge, split
review-type = Type
review-kind = Kind
review-status = Status
review-actors = Parties that do it (codes)
review-recipients = Parties that it is done to (codes)
review-when = When (EDTF)
review-place = Place
review-country = Country of the place (code)
review-persons = People, one a line: Name = CODE
review-said-by = On whose word
review-edit = Save what it says
review-state = State of the record
review-with = Record to merge with (id)
review-merge = Merge
review-split = Set this claim apart
review-undo = Undo
review-next = More
changes-title = Who changed what
doubt-told = doubted by readers
doubt-contradicted = contradicted
doubt-overdue = overdue
doubt-unsure = read with doubt
doubt-reported = only on the word of others
deed-confirm = confirmed
deed-reject = rejected
deed-edit = edited
deed-add = added
deed-merge = merged
deed-split = set apart
deed-state = set the state
deed-withdraw = took a change back
fate-heard = in force
fate-rebound = in force, the page was read anew
fate-stands = stands on this person's word
fate-superseded = the page has a newer version
fate-orphan = finds no claim any more
fate-withdrawn = taken back

### Passkeys and views
passkeys = Passkeys
passkeys-lead = With a passkey you log in by this device, without a password.
passkeys-name = What is the device called?
passkeys-make = Make a passkey
passkeys-enter = Log in with a passkey
account-view-keep = Keep this view
comments-count = { $n ->
    [one] { $n } comment
   *[other] { $n } comments
}
