
/*
title: 参数
entities: []
severity: low
parameters: { graceDays: 30, list: [1] }
sentence: 参数
sentense: 参数
*/
-- $notThis
SELECT '$norThis', "$orThis" FROM person
WHERE birthDate < $graceDay AND $asOf > $limit
