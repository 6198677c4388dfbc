-- A tie that no source states but that follows from others says why: see PRESUMPTIONS in schema/presumptions.ts.
alter table relation add column presumed text;
