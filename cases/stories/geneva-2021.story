# The meeting of Geneva in June 2021, retold from public facts: announced in May, prepared by two others, held on its day, with what was agreed there.
=== page 2021-05-19 floe-edge.example
title: Two ministers in Reykjavik

US Secretary of State Antony Blinken met Russian Foreign Minister Sergey Lavrov in Reykjavik on Wednesday. They had an hour and three quarters, and the wind was strong enough to lift the flags straight.
=== page 2021-05-26 leman-courier.example
title: A villa by the lake

US President Joe Biden will meet Russian President Vladimir Putin in Geneva on June 16, the White House said on Tuesday. The park of La Grange is closed to walkers for ten days.
=== page 2021-06-17 leman-courier.example
title: The swans have the park back

US President Joe Biden met Russian President Vladimir Putin in Geneva on Wednesday. Russia and the United States agreed to return their ambassadors to Washington and Moscow.

The roses were trampled by photographers.
=== page 2021-06-17 volga-evening.example
title: Three and a half hours

Russian President Vladimir Putin met his American counterpart Joe Biden in Geneva on June 16. Lunch was not served.
=== expect 2021-06-01 as-known-on 2021-06-01
CONSULT/meeting RUS+USA; state: held; when: 2021-05-19; where: Reykjavik (ISL)
CONSULT/meeting RUS+USA; state: announced; when: 2021-06-16; where: Geneva (CHE)
=== expect 2021-07-01
CONSULT/meeting RUS+USA; state: held; when: 2021-05-19; persons: Antony Blinken, Sergey Lavrov; claims: 1
CONSULT/meeting RUS+USA; state: held; when: 2021-06-16; persons: Joe Biden, Vladimir Putin; where: Geneva (CHE); claims: 3; sources: 2
AGREE/commitment RUS+USA; state: held
