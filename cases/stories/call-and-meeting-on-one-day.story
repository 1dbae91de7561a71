# In the morning they telephoned, in the evening they met. Two records.
=== page 2022-11-10 bosporus-line.example
title: First the telephone

Turkish Foreign Minister Selim Karaca phoned Iraqi Foreign Minister Haider al-Rubaie on Wednesday morning. The call was about the pipeline and took six minutes.
=== page 2022-11-10 two-rivers.example
title: Then the aeroplane

On Wednesday evening Iraqi Foreign Minister Haider al-Rubaie met with Turkish Foreign Minister Selim Karaca in Ankara. Nobody had known in the morning that he would come.

Dinner was lamb.
=== expect 2022-11-15
CONSULT/call IRQ+TUR; state: held; when: 2022-11-09; claims: 1
CONSULT/meeting IRQ+TUR; state: held; when: 2022-11-09; where: Ankara (TUR); claims: 1
