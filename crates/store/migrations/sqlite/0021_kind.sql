-- What lists show, order and filter by of the kinds of items.
alter table publication rename column interprets to about; -- code of the item that it belongs to: document, leader, source
drop index publication_interprets;
create index publication_about on publication (about) where about is not null;
alter table publication add column kind text not null default 'article';                -- see domain::kind
alter table publication add column detail text not null default '{"kind":"article"}';   -- fields of the kind as JSON
alter table publication add column position integer not null default 0;                 -- in lists not ordered by date
alter table publication add column ends_on text;                                        -- last day of a period
create index publication_position on publication (column_code, position, published_at, item);

-- By what readers filter: a row for each value.
create table publication_facet (
    item  integer not null references publication (item) on delete cascade,
    facet text not null, -- see domain::kind::Facet
    value text not null,
    primary key (item, facet, value)
) strict, without rowid;
create index publication_facet_value on publication_facet (facet, value, item);
