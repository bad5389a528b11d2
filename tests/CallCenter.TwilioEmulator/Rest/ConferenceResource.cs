using CallCenter.TwilioEmulator.Conferences;
using CallCenter.TwilioEmulator.Twiml;

namespace CallCenter.TwilioEmulator.Rest;

internal static class ConferenceResource
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.Get("/Conferences.json", List);
        api.Get("/Conferences/{conference}.json", rest => RestAnswer.Ok(Show(rest.Board, Find(rest))));
        api.Post("/Conferences/{conference}.json", Update);
    }

    public static Conference Find(RestCall rest) =>
        rest.Board.Conferences.Find(rest.Route("conference")) ?? throw TwilioError.NotFound(rest.Path);

    public static object Show(Switchboard board, Conference conference)
    {
        var uri = $"/2010-04-01/Accounts/{board.Account.Sid}/Conferences/{conference.Sid}";
        return new
        {
            sid = conference.Sid,
            account_sid = board.Account.Sid,
            friendly_name = conference.Name,
            region = conference.Terms?.Region ?? "us1",
            status = conference.Status,
            reason_conference_ended = conference.ReasonEnded,
            call_sid_ending_conference = conference.CallSidEnding,
            api_version = "2010-04-01",
            date_created = conference.CreatedAt.Rfc2822(),
            date_updated = conference.UpdatedAt.Rfc2822(),
            uri = uri + ".json",
            subresource_uris = new { participants = uri + "/Participants.json", recordings = uri + "/Recordings.json" },
        };
    }

    private static RestAnswer List(RestCall rest)
    {
        var (created, updated) = (rest.DateFilter("DateCreated"), rest.DateFilter("DateUpdated"));
        var conferences = rest.Board.Conferences.All.Where(c =>
            (rest.Query("FriendlyName") is not { } name || c.Name == name)
            && (rest.Query("Status") is not { } status || c.Status == status)
            && created(c.CreatedAt) && updated(c.UpdatedAt));
        return rest.Page("conferences", conferences, c => Show(rest.Board, c));
    }

    private static RestAnswer Update(RestCall rest)
    {
        var conference = Find(rest);
        if (rest.Text("Status") is { } status)
        {
            if (status != "completed")
            {
                throw TwilioError.Invalid("Status can only become completed");
            }

            rest.Board.Conferences.End(conference, "conference-ended-via-api", null, "conference_ended_via_api");
        }

        if (rest.Url("AnnounceUrl") is { } url)
        {
            new ParticipantChanges(rest.Board).Announce(conference, null, Destination.To(url, rest.Text("AnnounceMethod")));
        }

        return RestAnswer.Ok(Show(rest.Board, conference));
    }
}
