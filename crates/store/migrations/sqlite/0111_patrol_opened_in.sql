-- Which round has opened a finding, or opened it again: whoever mends it is told once of each round.
alter table patrol_finding add column opened_in integer; -- number of the round; null: one before this column, or none
