/*
title:
  zh: 死亡后仍领取养老金
  en: Pension paid after death
entities: [person]
severity: high
sentence:
  zh: 此人于 {died} 死亡，其后仍发放养老金 {months} 个月（{valid_from} 至 {valid_to}），共 {amount} 元。
  en: "Died on {died}. Months of pension paid after that: {months} ({valid_from} to {valid_to}), {amount} yuan in all."
*/

-- The month of death itself is due. Where records disagree about the day, the last one counts: only what is wrong either way is a hit.
WITH death AS (
  SELECT entity, max(date) AS died
  FROM fact_death
  WHERE entity_type = 'person' AND date <= $asOf
  GROUP BY entity
),
paid AS (
  SELECT payment.entity, died, payment.source, payment.record, payment.date, payment.amount, payment.link_confidence
  FROM fact_pension_payment payment
  JOIN death ON death.entity = payment.entity
  WHERE payment.entity_type = 'person' AND payment.date > last_day(died)
),
shown AS (
  SELECT entity, source, record, date, 'pension ' || strftime(date, '%Y-%m') || coalesce(': ' || amount::VARCHAR, '') AS says, link_confidence
  FROM paid
  UNION ALL
  SELECT entity, source, record, date, 'death ' || date::VARCHAR, link_confidence
  FROM fact_death SEMI JOIN paid USING (entity)
  WHERE entity_type = 'person' AND date <= $asOf
),
evidence AS (
  SELECT entity,
    list({'source': source, 'record': record, 'says': says} ORDER BY date, source, record, says) AS evidence,
    list(DISTINCT link_confidence) AS links
  FROM shown
  GROUP BY entity
)
SELECT
  'person' AS entity_type,
  entity,
  any_value(died) AS died,
  count(DISTINCT paid.date) AS months,
  min(paid.date) AS valid_from,
  last_day(max(paid.date)) AS valid_to,
  sum(amount) AS amount,
  any_value(links) AS links,
  any_value(evidence) AS evidence
FROM paid JOIN evidence USING (entity)
GROUP BY entity
-- What was paid back in full is no wrong any more; a payment without an amount still is one.
HAVING sum(amount) IS NULL OR sum(amount) > 0
