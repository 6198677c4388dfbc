-- The table of divisions as it was imported, version by version; and the areas (polygons) of divisions and grids.

create table division_version (
  id            bigint generated always as identity primary key,
  imported_at   timestamptz not null default now(),
  imported_by   text not null,
  title         text not null,                      -- files it was made from
  hash          text not null,                      -- of `content`
  rows          integer not null,
  content       text not null,                      -- the whole table as CSV, in fixed order; takes the place of divisions.csv
  changes       jsonb not null,                     -- {added, ended, renamed, moved, corrected, removed} against the version before
  pending       text[] not null default '{}'        -- sources that are still to be read again under it
);

-- Polygons in CGCS2000. Those of one kind are replaced as a whole.
create table area (
  kind          text not null check (kind in ('division', 'grid')),
  code          text not null,
  name          text not null,
  division      text,                               -- of a grid: the division it lies in
  owner         text,                               -- of a grid: who answers for it
  valid_from    date not null default '-infinity',
  valid_to      date not null default 'infinity',
  polygons      jsonb not null,                     -- [[[[longitude, latitude], …], hole, …], …]
  primary key (kind, code, valid_from)
);

alter table run drop constraint run_kind_check;
alter table run add constraint run_kind_check check (kind in ('land', 'withdraw', 'reprocess', 'publish', 'compare', 'divisions'));
