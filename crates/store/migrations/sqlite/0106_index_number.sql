-- 索引号 under which documents became public. Given once is given for good: a document that was taken down keeps its own,
-- and no other one ever gets it.
create table index_number (
    number text primary key,
    item   integer not null references item (id) -- the first that was public under it
) strict;
create index index_number_item on index_number (item);

insert or ignore into index_number (number, item)
select trim(json_extract(r.content, '$.detail.index_number')), r.item
  from revision r
 where r.stage in ('published', 'archived', 'withdrawn')
   and trim(coalesce(json_extract(r.content, '$.detail.index_number'), '')) <> ''
 order by r.item, r.number;
