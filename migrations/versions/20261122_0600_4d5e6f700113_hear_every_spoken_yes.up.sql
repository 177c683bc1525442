-- A trigger and no constraint: yeses from before recordings were kept stay, and may still be stamped.
create function people.check_recording() returns trigger
language plpgsql set search_path = '' as $$
begin
    if new.answer = 'given'
        and (new.how = 'spoken') <> coalesce(new.evidence_type in ('audio/webm', 'audio/mp4'), false)
    then
        raise check_violation using
            message = 'a spoken yes comes with its recording, and no other answer does',
            schema = 'people', table = 'consents', constraint = 'spoken_has_its_recording';
    end if;
    return new;
end
$$;
revoke all on function people.check_recording from public;
create trigger check_recording before insert on people.consents
    for each row execute function people.check_recording();
