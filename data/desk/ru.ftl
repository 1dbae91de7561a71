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
between-into = { $a } — { $binto }
between-to = { $a } — { $bto }
between-against = { $a } — против { $bof }
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
about-records = Утверждения разных страниц об одном и том же образуют одну запись. Копии одного сообщения считаются одним источником. Состояние выводится из утверждений и календаря: оно нигде не хранится, и никто не назначает его вручную.
about-limits-heading = Чего она не знает?
about-limits-english = Она читает по-английски. Страницы на других языках сохраняются с пометкой и утверждений не дают.
about-limits-claims = Утверждение — это то, что написано на странице, а не то, что произошло. «Срок прошёл» значит, что сообщений не найдено, а не что обещание нарушено.
about-limits-years = Если год на странице не указан, он остаётся неизвестным.
about-limits-errors = Программа кое-что пропускает и в чём-то ошибается. Прежде чем полагаться на строку, прочтите само предложение.
about-quality-heading = Насколько это точно?
about-quality = На страницах, которые люди разметили вручную и которых программа не видела, измеряется, сколько её утверждений верны и сколько из имеющихся она находит. Цифры и способ измерения приведены в документах, которые идут вместе с программой.
about-ledger-heading = Эта книга
about-ledger = В ней { $pages }, { $claims } и { $records }.
about-ledger-span = Её страницы опубликованы с { $from } по { $to }.
