-- Deliveries can be withdrawn, and a source can be processed again.

alter table delivery drop constraint delivery_status_check;
alter table delivery add constraint delivery_status_check
  check (status in ('landing', 'waiting', 'published', 'refused', 'repeated', 'withdrawn'));
alter table delivery add column withdrawn jsonb;      -- {at, by, why}

alter table run drop constraint run_kind_check;
alter table run add constraint run_kind_check check (kind in ('land', 'withdraw', 'reprocess', 'publish', 'compare'));
