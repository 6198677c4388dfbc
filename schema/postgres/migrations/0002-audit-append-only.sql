-- The access log only grows. Its chains' heads (setting "audit-head:<chain>") only move forward.

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'the access log is append-only: % is refused', lower(tg_op) using errcode = 'insufficient_privilege';
end $$;

create trigger audit_append_only before update or delete or truncate on audit
  for each statement execute function refuse_audit_change();

create function guard_audit_head() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.name = old.name and (new.value ->> 'sequence')::bigint >= (old.value ->> 'sequence')::bigint then
    return new;
  end if;
  raise exception 'the head of an access log chain only moves forward: % is refused', lower(tg_op) using errcode = 'insufficient_privilege';
end $$;

create trigger setting_audit_head before update or delete on setting
  for each row when (old.name like 'audit-head:%') execute function guard_audit_head();
