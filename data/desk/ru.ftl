# Что говорит рабочий стол по-русски.
# Имена сообщений одни и те же во всех каталогах; за этим следят проверки. $n — число.

### Рамка
site-name = Servanda
site-motto = Что было объявлено и что из этого вышло
skip-to-content = Перейти к содержанию
menu-label = Разделы
menu-feed = Лента
menu-search = Поиск
menu-sources = Источники
menu-about = О проекте
language-label = Язык
theme-to-dark = Тёмные цвета
theme-to-light = Светлые цвета
theme-to-auto = Цвета устройства
demo-note = Демонстрация: государства настоящие, всё рассказанное о них вымышлено. Сегодня { $date }.
footer-note = Каждая строка ведёт к предложению, на котором она основана. Утверждение — это то, что написано на странице, а не то, что произошло.
back-to-feed = К ленте

### Ошибки
problem-not-found = Здесь ничего нет
problem-not-found-help = Возможно, в адресе опечатка или запись была объединена с другой. Поиск находит записи по словам, странам и людям.
problem-bad-question = Такой вопрос не имеет смысла
problem-bad-question-help = Что-то в адресе не так. Уберите лишнее и попробуйте снова.
problem-gone = Эта страница забыта
problem-gone-help = Кто-то попросил убрать её из книги, и это было сделано.
problem-forbidden = Этого делать нельзя
problem-forbidden-help = Войдите под учётной записью с нужными правами или обратитесь к тому, кто ведёт этот сайт.
problem-too-long = Это занимает слишком много времени
problem-too-long-help = Ответ требует больше работы, чем отводится одному читателю. Выберите меньше участников или более короткий период.
problem-too-much = На этот день известно слишком много
problem-too-much-help = Реестр слишком велик, чтобы восстановить здесь то, что было известно на столь поздний день. Выберите более ранний день или воспользуйтесь командной строкой: servanda dossier и servanda records с ключом --as-known-on.
problem-too-many = Слишком много читателей сразу
problem-too-many-help = Пожалуйста, попробуйте чуть позже.
problem-too-large = Это слишком много
problem-too-large-help = Присланное больше, чем здесь принимается.
problem-method = Здесь так сделать нельзя
problem-method-help = Адрес верный, но то, что от него хотели, не подходит.
problem-failed = Что-то пошло не так
problem-failed-help = Вы ни при чём. Ошибка записана; пожалуйста, попробуйте снова.
problem-status = Ошибка { $status }

### Даты
date-day = { $day } { $month }
date-day-year = { $day } { $month } { $year } года
date-days = { $first }–{ $last } { $month }
date-days-year = { $first }–{ $last } { $month } { $year } года
date-span = { $from } – { $to }
date-month-year = { $month } { $year } года
date-year = { $year } год
date-decade = { $year }-е годы
date-part-year = { $part } { $year } года
date-from = с { $date }
date-until = до { $date }
date-about = около { $date }
date-uncertain = вероятно, { $date }
date-year-unknown = { $date } (год неизвестен)
date-heading = { $weekday }, { $date }
date-moment = { $date }, { $time } UTC
month-1 = января
month-2 = февраля
month-3 = марта
month-4 = апреля
month-5 = мая
month-6 = июня
month-7 = июля
month-8 = августа
month-9 = сентября
month-10 = октября
month-11 = ноября
month-12 = декабря
month-alone-1 = январь
month-alone-2 = февраль
month-alone-3 = март
month-alone-4 = апрель
month-alone-5 = май
month-alone-6 = июнь
month-alone-7 = июль
month-alone-8 = август
month-alone-9 = сентябрь
month-alone-10 = октябрь
month-alone-11 = ноябрь
month-alone-12 = декабрь
division-21 = весна
division-22 = лето
division-23 = осень
division-24 = зима
division-33 = первый квартал
division-34 = второй квартал
division-35 = третий квартал
division-36 = четвёртый квартал
division-40 = первое полугодие
division-41 = второе полугодие
weekday-1 = понедельник
weekday-2 = вторник
weekday-3 = среда
weekday-4 = четверг
weekday-5 = пятница
weekday-6 = суббота
weekday-7 = воскресенье

### Дела
dealing-AGREE = Согласие
    .gender = n
dealing-AGREE-commitment = Обещание
    .gender = n
dealing-AGREE-accept = Принятие предложения
    .gender = n
dealing-CONSULT = Консультации
    .gender = pl
dealing-CONSULT-visit = Визит
    .gender = m
dealing-CONSULT-meeting = Встреча
    .gender = f
dealing-CONSULT-talks = Переговоры
    .gender = pl
dealing-CONSULT-consultation = Консультации
    .gender = pl
dealing-CONSULT-call = Телефонный разговор
    .gender = m
dealing-CONSULT-summit = Саммит
    .gender = m
dealing-CONSULT-conference = Конференция
    .gender = f
dealing-CONSULT-mediation = Посредничество
    .gender = n
dealing-SUPPORT = Поддержка
    .gender = f
dealing-SUPPORT-sign = Подписание
    .gender = n
dealing-SUPPORT-message = Послание
    .gender = n
dealing-SUPPORT-praise = Одобрение
    .gender = n
dealing-SUPPORT-recognition = Признание
    .gender = n
dealing-SUPPORT-relations = Сближение
    .gender = n
dealing-SUPPORT-award = Награждение
    .gender = n
dealing-CONCEDE = Уступка
    .gender = f
dealing-CONCEDE-apology = Извинение
    .gender = n
dealing-COOPERATE = Сотрудничество
    .gender = n
dealing-COOPERATE-economic = Экономическое сотрудничество
    .gender = n
dealing-COOPERATE-military = Военное сотрудничество
    .gender = n
dealing-COOPERATE-legal = Правовое сотрудничество
    .gender = n
dealing-COOPERATE-intelligence = Сотрудничество разведок
    .gender = n
dealing-AID = Помощь
    .gender = f
dealing-RETREAT = Деэскалация
    .gender = f
dealing-RETREAT-withdraw = Вывод войск
    .gender = m
dealing-RETREAT-ceasefire = Прекращение огня
    .gender = n
dealing-RETREAT-release = Освобождение
    .gender = n
dealing-RETREAT-ease = Смягчение мер
    .gender = n
dealing-REQUEST = Просьба
    .gender = f
dealing-REQUEST-invitation = Приглашение
    .gender = n
dealing-REQUEST-appeal = Призыв
    .gender = m
dealing-REQUEST-mediation = Просьба о посредничестве
    .gender = f
dealing-ACCUSE = Обвинение
    .gender = n
dealing-ACCUSE-disapprove = Критика
    .gender = f
dealing-ACCUSE-allege = Обвинение
    .gender = n
dealing-ACCUSE-investigate = Расследование
    .gender = n
dealing-REJECT = Отказ
    .gender = m
dealing-THREATEN = Угроза
    .gender = f
dealing-PROTEST = Протест
    .gender = m
dealing-SANCTION = Санкции
    .gender = pl
dealing-SANCTION-expel = Высылка
    .gender = f
dealing-SANCTION-embargo = Эмбарго
    .gender = n
dealing-SANCTION-break = Разрыв отношений
    .gender = m
dealing-MOBILIZE = Демонстрация силы
    .gender = f
dealing-COERCE = Принуждение
    .gender = n
dealing-ASSAULT = Нападение
    .gender = n

### Кто с кем
between-into = { $a } — { $binto }
between-to = { $a } — { $bto }
between-against = { $a } — против { $bof }
between-with = { $a } и { $b }
told-and = { $rest } и { $last }
told-comma = { $rest }, { $next }
told-person = { $person } ({ $party })
told-line = { $what }: { $who }
told-more = { $line }, { $more }

### Что стало известно
change-announced = { $gender ->
    [m] { $what } объявлен
    [f] { $what } объявлена
    [n] { $what } объявлено
   *[pl] { $what } объявлены
}
change-proposed = { $gender ->
    [m] { $what } предложен
    [f] { $what } предложена
    [n] { $what } предложено
   *[pl] { $what } предложены
}
change-held = { $gender ->
    [m] { $what } состоялся
    [f] { $what } состоялась
    [n] { $what } состоялось
   *[pl] { $what } состоялись
}
change-ongoing = { $gender ->
    [pl] { $what } идут
   *[other] { $what } идёт
}
change-postponed = { $gender ->
    [m] { $what } отложен
    [f] { $what } отложена
    [n] { $what } отложено
   *[pl] { $what } отложены
}
change-postponed-to = { $gender ->
    [m] { $what } отложен на { $date }
    [f] { $what } отложена на { $date }
    [n] { $what } отложено на { $date }
   *[pl] { $what } отложены на { $date }
}
change-cancelled = { $gender ->
    [m] { $what } отменён
    [f] { $what } отменена
    [n] { $what } отменено
   *[pl] { $what } отменены
}
change-denied = { $gender ->
    [m] { $what } опровергнут
    [f] { $what } опровергнута
    [n] { $what } опровергнуто
   *[pl] { $what } опровергнуты
}
change-suspended = { $gender ->
    [m] { $what } приостановлен
    [f] { $what } приостановлена
    [n] { $what } приостановлено
   *[pl] { $what } приостановлены
}
change-resumed = { $gender ->
    [m] { $what } возобновлён
    [f] { $what } возобновлена
    [n] { $what } возобновлено
   *[pl] { $what } возобновлены
}
change-disputed = { $what }: сообщения расходятся
change-said = { $what }
change-overdue = { $what }: срок прошёл, сообщений нет

### Состояния
state-announced = объявлено
state-proposed = предложено
state-held = состоялось
state-ongoing = идёт
state-postponed = отложено
state-cancelled = отменено
state-denied = опровергнуто
state-overdue = срок прошёл
state-disputed = оспаривается
state-suspended = приостановлено
state-resumed = возобновлено
sources-count = { $n ->
    [one] { $n } источник
    [few] { $n } источника
   *[many] { $n } источников
}
claims-count = { $n ->
    [one] { $n } утверждение
    [few] { $n } утверждения
   *[many] { $n } утверждений
}
pages-count = { $n ->
    [one] { $n } страница
    [few] { $n } страницы
   *[many] { $n } страниц
}
records-count = { $n ->
    [one] { $n } запись
    [few] { $n } записи
   *[many] { $n } записей
}

### О проекте
about-title = О проекте
about-what-heading = Что это?
about-what = Servanda читает страницы новостей и записывает, что произошло между государствами: кто с кем встретился, кто кого посетил, кому позвонил, что обещал, в чём отказал, кого обвинил, кому угрожал, против кого ввёл санкции — когда, где и с чьих слов. То, что было только объявлено, остаётся открытым, пока сообщения не покажут, что оно состоялось, отложено или отменено, или пока не пройдёт его день без всяких сообщений.
about-how-heading = Как это читается?
about-how = Страница разбирается на текст и обрамление; предложения получают синтаксический разбор; находятся стороны, люди, места и даты; обученная модель решает, какие предложения о чём-то сообщают. Внешние службы не нужны: всё находится в одной программе. Одна и та же страница всегда даёт одни и те же утверждения.
about-records-heading = Как утверждения становятся записями?
about-records = Утверждения разных страниц об одном и том же образуют одну запись. Копии одного сообщения считаются одним источником. Состояние выводится из утверждений и календаря и нигде не хранится. Исправление, внесённое человеком, важнее: при нём указаны имя и причина, и его можно отозвать.
about-limits-heading = Чего она не знает?
about-limits-english = Она читает по-английски. Страницы на других языках сохраняются с пометкой и утверждений не дают.
about-limits-claims = Утверждение — это то, что написано на странице, а не то, что произошло. «Срок прошёл» значит, что сообщений не найдено, а не что обещание нарушено.
about-limits-years = Если год на странице не указан, он остаётся неизвестным.
about-limits-errors = Программа кое-что пропускает и в чём-то ошибается. Прежде чем полагаться на строку, прочтите само предложение.
about-quality-heading = Насколько это точно?
about-quality = Эти показатели получены на страницах, которые люди разобрали вручную. Сборка программы, в которой хотя бы один из них ниже, не выпускается. Утверждения измеряются на страницах, на которых программа не училась.
about-quality-f1 = F1 лежит между долей верных и долей найденных. Четыре человека, читавшие одни и те же страницы, сошлись в утверждениях на 91 %.
about-figure = { $percent } %
about-figure-what = Что измерено
about-figure-least = Не меньше
about-figure-claims-right = Верные утверждения среди найденных
about-figure-claims = Утверждения, верные и найденные (F1)
about-figure-text = Слова самой статьи, без меню и рекламы (F1)
about-figure-dates = Даты в предложениях (F1)
about-figure-people = Имена людей (F1)
about-figure-speakers = С чьих слов что-то сказано (F1)
about-ledger-heading = Эта книга
about-ledger = В ней { $pages }, { $claims } и { $records }.
about-ledger-span = Её страницы опубликованы с { $from } по { $to }.

### Досье
dossier-kicker = Досье
dossier-relation = { $one } и { $other }
dossier-summary = { $records }, { $held }.
dossier-held = { $n ->
    [one] из них { $n } состоялась
    [few] из них { $n } состоялись
   *[many] из них { $n } состоялось
}
dossier-all-of = Всё: { $party }
dossier-meetings = Встречи и визиты
dossier-formats = Приостановленные и возобновлённые форматы
dossier-pledges = Обещания
dossier-statements = Заявления
dossier-acts = Действия
dossier-side = Цифры
dossier-relations = Отношения
dossier-met = Кто с кем встречался
dossier-sources = Источники
dossier-counted = { $n ->
    [one] Подсчитано по последней записи.
   *[other] Подсчитано по последним записям, их { $n }.
}
dossier-times = { $n ->
    [one] { $n } раз
    [few] { $n } раза
   *[many] { $n } раз
}
dossier-last = в последний раз { $date }
dossier-more = Ещё { $n }
column-with = С кем
column-records = Записи
column-relation = Отношения
no-time = время не указано
tick-month = { $month }.{ $year }
known-label = Как было известно на
known-now = Как известно сегодня
known-note = Показано то, что было известно на дату: { $date }. Учтены только страницы, вышедшие не позже этого дня.
curve-caption = Что происходило с { $from } по { $to }. Вверху — средний вес состоявшегося, от конфликта (−10) до сотрудничества (+10); внизу — общий вес сотрудничества и конфликта за каждый месяц.
curve-line = среднее за { $n } мес.
curve-cooperation = сотрудничество за месяц
curve-conflict = конфликт за месяц
curve-meeting = встреча или визит
curve-word = заявление
curve-act = действие
curve-figures = Цифры
curve-month = Месяц
curve-held = Состоялось
curve-mean = Среднее
follow-heading = Исполнение объявленного
follow-of = исполнено { $kept } из { $decided }
follow-counts = Учитывается объявленное, где сторона — среди тех, кто действует. Доля считается от исполненного, отложенного, отменённого и просроченного; предстоящее не учитывается. «Просрочено» значит, что сообщения не нашлось, а не что обещание нарушено.
follow-kept = исполнено: { $n }
follow-postponed = отложено: { $n }
follow-cancelled = отменено: { $n }
follow-overdue = просрочено: { $n }
follow-disputed = спорно: { $n }
follow-coming = предстоит: { $n }
follow-open = без даты: { $n }

### Сроки
menu-due = Сроки
due-title = Сроки
due-lead = Что на когда объявлено и что из этого вышло.
due-coming = Предстоит
due-coming-help = Сначала ближайшее.
due-overdue = Просрочено
due-overdue-help = День прошёл, и ни одна страница не сообщает, что стало с объявленным.
due-kept = Исполнено
due-kept-help = Объявлено и, по сообщениям, состоялось. Сначала последнее.
due-postponed = Отложено
due-postponed-help = Перенесено, с новой датой или без неё.
due-cancelled = Отменено
due-cancelled-help = Отменено или опровергнуто.
due-open = Без даты
due-none = Ничего.
due-nothing = В этом месяце ничего не назначено.
due-by-day = Месяц по дням
due-one-day = Записи дня
due-nothing-day = На этот день ничего не назначено.
due-part-before = Предыдущие
due-part-after = Ещё за этот день
due-more = ещё { $n }
due-all = Всё в ленте
month-earlier = Предыдущий месяц
month-later = Следующий месяц
weekday-short-1 = пн
weekday-short-2 = вт
weekday-short-3 = ср
weekday-short-4 = чт
weekday-short-5 = пт
weekday-short-6 = сб
weekday-short-7 = вс

### Мир
menu-world = Мир
world-title = Мир
world-graph = Кто с кем имел дело
world-graph-help = Линия — это отношения двух сторон: чем шире, тем больше записей; цвет — среднее по состоявшемуся. Линия ведёт к досье, имя — к отношениям одной стороны. Таблица рядом говорит то же самое.
world-map = Где встречались
world-map-help = Круг — страна, где встречи и визиты состоялись или были объявлены: чем больше круг, тем их больше. Под картой — последние из них.
world-elsewhere = В других местах
world-nothing = Об этом времени ничего не известно. Выберите другой период.
world-up = больше сотрудничества
world-even = поровну
world-down = больше конфликта
world-more = { $n ->
    [one] Ещё { $n } пара не показана.
    [few] Ещё { $n } пары не показаны.
   *[many] Ещё { $n } пар не показано.
}
world-meetings = { $n ->
    [one] { $n } встреча или визит
    [few] { $n } встречи и визита
   *[many] { $n } встреч и визитов
}
world-held = состоялось: { $n }
world-not-held = объявлено или не состоялось: { $n }

### Подписка и программный интерфейс
subscribe-heading = Подписка
subscribe-how = Другие способы и вебхуки
subscribe-lead = Следите за всем или за частью в программе для чтения лент, в календаре или в собственной программе.
subscribe-choose = За чем вы хотите следить?
subscribe-all = Всё
subscribe-calendar = В календаре — то, что предстоит и предстояло; в лентах — то, что стало известно. Их язык — тот, на котором вы читаете сейчас.
subscribe-webhooks = Вебхуки
subscribe-webhooks-text = Тот, кто ведёт этот сайт, может настроить отправку изменений на нужный адрес, как только они появятся: они подписаны по правилам Standard Webhooks, и, если получатель не отвечает, отправка повторяется.
api-title = Программный интерфейс
api-lead = Всё, что показывает сайт, в формате JSON: частями, с теми же фильтрами, без ключа.
api-document = Описание в формате OpenAPI 3.1
api-open = Посмотреть и попробовать
api-try = Спросить
### Общее для нескольких страниц
no-outlet = издание не указано
no-title = Без заголовка
told-word = со слов: { $who }
status-held = состоялось
status-planned = предстоит
status-proposed = предлагается
status-postponed = отложено
status-cancelled = отменено
status-denied = опровергается
status-resumed = возобновлено
status-suspended = прервано
column-source = Источник
column-says = Что сообщает
column-sentence = Предложение
column-text = Текст
column-why = Почему
column-health = Состояние
column-answered = Последний ответ
column-pages = Страницы
column-claims = Утверждения
column-changed = Изменено позже
column-waiting = В очереди
column-outlet = Издание

### Лента
feed-title = Лента
feed-now = сейчас: { $state }
feed-empty = Ничего подходящего не известно.
feed-older = Раньше
feed-loading = Загружаются более ранние дни…
feed-new = { $n ->
    [one] { $n } новое
    [few] { $n } новых
   *[many] { $n } новых
}
filter-label = Отбор
filter-any = любое
filter-party = Страна или организация
filter-other = и
filter-type = Что
filter-status = Что стало известно
filter-person = Человек
filter-source = Издание
filter-words = Слова
filter-from = С
filter-to = По
filter-apply = Показать
filter-clear = Показать всё
turn-announced = объявлено
turn-proposed = предложено
turn-held = состоялось
turn-ongoing = идёт
turn-postponed = отложено
turn-cancelled = отменено
turn-denied = опровергнуто
turn-suspended = приостановлено
turn-resumed = возобновлено
turn-disputed = сообщения расходятся
turn-said = сказано или сделано
turn-overdue = срок прошёл

### Запись
record-claims = Что говорят источники
record-facts = Коротко
record-beside = В то же время
record-history = Что и когда стало известно
record-disputed = Источники противоречат друг другу. Показаны все.
claim-settles = решающее
claim-against = противоречит
claim-witness = о другом событии: встреча там же в эти дни
claim-related = из анонса другой страницы
claim-sure = уверенность { $percent } %
day-is-read = (день чтения)
why-witness = О самом визите сообщений нет, но есть сообщение о встрече там же в эти дни.
why-settled = По сообщению { $outlet } от { $day }.
why-settled-unnamed = По сообщению от { $day } без указания издания.
why-word = Исправлено человеком ({ $author }): { $reason }
why-against = { $n ->
    [one] Этому противоречит { $n } утверждение.
    [few] Этому противоречат { $n } утверждения.
   *[many] Этому противоречат { $n } утверждений.
}
why-overdue = Срок был { $due }, и ни одна страница не говорит, что из этого вышло.
why-coming = Срок — { $due }.
why-open = День, к которому это должно произойти, не известен.
fact-parties = Стороны
fact-when = Когда
fact-where = Где
fact-people = Люди
fact-due = Срок
fact-rests-on = Основано на
fact-id = Запись

### Статья
article-original = Читать оригинал
article-claims = Что говорится на странице
article-no-claims = На этой странице не найдено ничего, что произошло бы между сторонами.
article-record = запись
article-versions = Версии
article-differences = Что изменилось
article-no-differences = Текст тот же.
article-dropped = Что отброшено как обрамление
article-no-date = без даты
article-not-read = Эта страница сохранена, но ещё не прочитана.
article-failed = На этой странице программа дала сбой, поэтому о ней ничего не известно.
article-superseded = У этой страницы есть более новая версия, которая считается вместо неё.
article-foreign = Эта страница не на английском. Она хранится, но утверждения из неё не берутся.
version-this = (эта)
version-compare = сравнить
kind-caption = Снимок
kind-credit = Автор снимка
kind-related = По теме
kind-see-also = См. также
dropped-comment = комментарий
dropped-navigation = меню
dropped-footer = низ страницы
dropped-share-links = кнопки «поделиться»
dropped-related-pages = ссылки на другие страницы
dropped-advertisement = реклама
dropped-tags = метки
dropped-sidebar = боковая колонка
dropped-hidden = скрыто
dropped-form = форма
dropped-byline = строка автора
dropped-header = верх страницы
dropped-links = ссылки
dropped-outside-the-article = вне статьи
dropped-repeated-caption = та же подпись ещё раз
dropped-among-furniture = среди обрамления
dropped-furniture-words = слова обрамления
dropped-furniture-like = похоже на обрамление
dropped-label = метка
dropped-other = другое

### Поиск
search-title = Поиск
search-label = Слова, страна или человек
search-do = Найти
search-help = Все слова должны стоять в одном предложении или в одной статье. Источники читаются по-английски, поэтому ищите по-английски; страны находятся и на вашем языке.
search-parties = Всё об этом:
search-records = Записи
search-articles = Статьи
search-none = Ничего не найдено.

### Источники
sources-title = Источники
sources-watched = Источники под наблюдением
sources-none = Список источников не задан. Страницы попадают в книгу, когда их кто-то добавляет.
sources-outlets = Издания в этой книге
health-well = отвечает
health-ill = не отвечает
health-new = ещё не опрошен
health-never = никогда
article-claim-number = Утверждение { $number }
chip-known = как было известно на { $date }
chips-label = Что отобрано
chip-remove = Без этого: { $what }
