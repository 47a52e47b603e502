-- 索引号 of old documents were freed of ASCII blanks alone (0106), those since of everything that counts as white space in
-- Unicode: tabs, line ends, U+00A0, U+3000 and the like. What only spells a number that is given goes, and so does what is
-- nothing but blanks. Of several spellings of one number the first document has it. Once more it changes nothing.
with blank (signs) as (select char(9, 10, 11, 12, 13, 32, 133, 160, 5760,
    8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200, 8201, 8202, 8232, 8233, 8239, 8287, 12288))
insert into index_number (number, item)
select trim(number, signs), item
  from index_number, blank
 where trim(number, signs) <> number and trim(number, signs) <> ''
 order by item, number
    on conflict (number) do nothing;

with blank (signs) as (select char(9, 10, 11, 12, 13, 32, 133, 160, 5760,
    8192, 8193, 8194, 8195, 8196, 8197, 8198, 8199, 8200, 8201, 8202, 8232, 8233, 8239, 8287, 12288))
delete from index_number
 where number <> trim(number, (select signs from blank));
