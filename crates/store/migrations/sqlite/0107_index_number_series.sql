-- The last serial that the server has given out in a series of 索引号, be it that of a unit and a year. What became of it is
-- in `index_number`; a serial whose number somebody had typed already is passed over, so that a series may have gaps.
create table index_number_series (
    name text primary key, -- the number with {serial} in the place of its serial
    last integer not null  -- from 1
) strict;
