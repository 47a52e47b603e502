-- What each address has answered for good to a mail that goes to several: who has it gets it no second time, and who
-- refused it is not asked again. An address without a row may still take it.
create table mail_receipt (
    mail    integer not null references mail (id),
    address text not null,
    fault   text not null, -- why it was refused for good, in words for the office; empty: it was taken
    at      text not null, -- of the answer
    primary key (mail, address)
) strict;
