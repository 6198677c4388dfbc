/*
title: { zh: 无姓名, en: No name }
entities: [person]
severity: low
parameters:
  graceDays: 30
sentence: { zh: 无姓名, en: No name }
*/
SELECT 'person' AS entity_type, entity FROM person WHERE name IS NULL AND birthDate < $asOf - $graceDays
