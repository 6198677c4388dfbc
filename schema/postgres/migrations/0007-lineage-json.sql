-- Lineage is read whole and never asked into: as text of JSON it is loaded in less time and takes less room.
alter table person alter column lineage type json;
alter table company alter column lineage type json;
alter table house alter column lineage type json;
alter table relation alter column lineage type json;
