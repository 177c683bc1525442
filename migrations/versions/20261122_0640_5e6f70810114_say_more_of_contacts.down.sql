alter table field.contacts drop column travel_time, drop column known_since;
