using CallCenter.TwilioEmulator.Calls;

namespace CallCenter.TwilioEmulator.Phones;

/// <summary>A call as the phone page, a story or a test sees it.</summary>
internal static class CallView
{
    public static object Of(Switchboard board, Call call)
    {
        var participant = call.Participant;
        var room = participant is null ? null : board.Conferences.All.FindLast(c => c.Participants.Contains(participant));
        return new
        {
            callSid = call.Sid,
            parentCallSid = call.ParentSid,
            from = call.From,
            to = call.To,
            direction = call.Direction,
            status = call.State.Word(),
            createdAt = call.CreatedAt,
            answeredAt = call.StartedAt,
            endedAt = call.EndedAt,
            answeredBy = call.AnsweredBy,
            waitingFor = new { kind = call.Waiting.Kind, input = call.Waiting.Input, name = call.Waiting.Name },
            heard = call.Ear.Heard.Select(h => new { at = h.At, kind = h.Kind, text = h.Text, language = h.Language }).ToList(),
            queue = call.QueueMember is { } member ? new { name = member.Queue.Name, position = member.Position } : null,
            conference = room is null ? null : new
            {
                sid = room.Sid,
                name = room.Name,
                status = room.Status,
                parties = room.InTheRoom.Count(),
                label = participant!.Label,
                muted = participant.Muted,
                hold = participant.Hold,
                coaching = participant.Coaching,
                endConferenceOnExit = participant.EndOnExit,
            },
            bridgedWith = call.Bridge?.OtherThan(call).Sid,
        };
    }
}
