-- A corrected publication time (更正发布时间) is a step of the chain, with the time before and after it.
alter table decision add column corrected_from timestamptz;
alter table decision add column corrected_to timestamptz
    check ((step = 'correct-time') = (corrected_from is not null and corrected_to is not null));
