-- Names of roads, estates and communities that the deliveries taught, what stewards decided of them, and what the parser goes by.

-- What stands in the present records of each source. Follows from them: it can be learned again at any time.
create table gazetteer_name (
  source        text not null,
  kind          text not null check (kind in ('road', 'estate', 'community')),
  division      text not null,                      -- six digits of the district
  name          text not null,
  records       bigint not null,                    -- present records in which it stands; 0 = in none any more
  confidence    real not null,                      -- 0 to 1: how sure the parser was where it was surest
  first_seen    date not null,
  last_seen     date not null,
  primary key (division, kind, name, source)
);

-- Up to where each source was learned from.
create table gazetteer_source (
  source        text primary key,
  state         text not null,                      -- its deliveries, columns and rules; learned again where this differs
  learned_at    timestamptz not null default now()
);

-- Append only; the latest of a name holds.
create table gazetteer_decision (
  id            bigint generated always as identity primary key,
  kind          text not null check (kind in ('road', 'estate', 'community')),
  division      text not null,
  name          text not null,
  decision      text not null check (decision in ('accepted', 'rejected', 'renamed', 'open')),
  new_name      text check ((decision = 'renamed') = (new_name is not null)),
  why           text,
  decided_at    timestamptz not null default now(),
  decided_by    text not null
);

-- What the parser went by from then on. None is ever overwritten.
create table gazetteer_version (
  id            bigint generated always as identity primary key,
  made_at       timestamptz not null default now(),
  hash          text not null,                      -- of `content`
  names         integer not null,
  content       text not null                       -- JSON {names, rejected}, in fixed order
);
