-- 索引号 under which documents became public. Given once is given for good: a document that was taken down keeps its own,
-- and no other one ever gets it.
create table index_number (
    number text primary key,
    item   bigint not null references item (id) -- the first that was public under it
);
create index index_number_item on index_number (item);

insert into index_number (number, item)
select trim(r.content::json -> 'detail' ->> 'index_number'), r.item
  from revision r
 where r.stage in ('published', 'archived', 'withdrawn')
   and trim(coalesce(r.content::json -> 'detail' ->> 'index_number', '')) <> ''
 order by r.item, r.number
    on conflict (number) do nothing;
