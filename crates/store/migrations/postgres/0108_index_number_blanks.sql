-- 索引号 of old documents were freed of ASCII blanks alone (0106), those since of everything that counts as white space in
-- Unicode: tabs, line ends, U+00A0, U+3000 and the like. What only spells a number that is given goes, and so does what is
-- nothing but blanks. Of several spellings of one number the first document has it. Once more it changes nothing.
with blank (signs) as (select E'\u0009\u000A\u000B\u000C\u000D\u0020\u0085\u00A0\u1680'
    '\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A'
    '\u2028\u2029\u202F\u205F\u3000')
insert into index_number (number, item)
select btrim(number, signs), item
  from index_number, blank
 where btrim(number, signs) <> number and btrim(number, signs) <> ''
 order by item, number
    on conflict (number) do nothing;

with blank (signs) as (select E'\u0009\u000A\u000B\u000C\u000D\u0020\u0085\u00A0\u1680'
    '\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A'
    '\u2028\u2029\u202F\u205F\u3000')
delete from index_number
 where number <> btrim(number, (select signs from blank));
