-- What stands under an article beside its text. None of it is in the publication row: a page that is kept ready must not
-- be made anew because somebody read it.

-- How often an item was read and what readers thought of it. Totals only: nothing here is about a visitor.
create table readership (
    item    integer primary key references item (id) on delete cascade,
    views   integer not null default 0, -- visits: an item and a reader count once a day
    useful  integer not null default 0, -- 有用
    useless integer not null default 0  -- 无用
) strict;

-- 修改记录: one row for each revision that became public after an earlier one.
create table publication_change (
    item     integer not null references item (id) on delete cascade,
    revision integer not null,
    kind     text not null check (kind in ('minor', 'major')),
    note     text not null, -- what changed; shown to the public when the change is major
    at       text not null, -- when it became public
    primary key (item, revision)
) strict;

-- The words that an item is filed under: its keywords and, of a document, its theme. Items that share some are related.
create table publication_word (
    item         integer not null references publication (item) on delete cascade,
    word         text not null,
    published_at text not null, -- of the item: the newest of a word are found without its other thousands
    primary key (item, word)
) strict;
create index publication_word_newest on publication_word (word, published_at, item);

insert or ignore into publication_word (item, word, published_at)
select p.item, trim(k.value), p.published_at
  from publication p
  join revision r on r.item = p.item and r.number = p.revision, json_each(r.content, '$.keywords') k
 where trim(k.value) <> '';
insert or ignore into publication_word (item, word, published_at)
select p.item, trim(json_extract(r.content, '$.detail.theme')), p.published_at
  from publication p
  join revision r on r.item = p.item and r.number = p.revision
 where trim(coalesce(json_extract(r.content, '$.detail.theme'), '')) <> '';
