using CallCenter.TwilioEmulator.Calls;
using CallCenter.TwilioEmulator.Transcriptions;

namespace CallCenter.TwilioEmulator.Rest;

internal static class TranscriptionResource
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.Post("/Calls/{call}/Transcriptions.json", Create);
        api.Post("/Calls/{call}/Transcriptions/{transcription}.json", Update);
    }

    private static RestAnswer Create(RestCall rest)
    {
        var call = CallResource.Find(rest);
        if (call.State != CallState.InProgress)
        {
            throw new TwilioError(400, 21220, "Call is not in-progress");
        }

        var terms = TranscriptionTerms.From(name => rest.Text(char.ToUpperInvariant(name[0]) + name[1..]), rest.Url("StatusCallbackUrl"));
        return RestAnswer.Created(Show(rest.Board, rest.Board.Transcriptions.Start(call, terms)));
    }

    private static RestAnswer Update(RestCall rest)
    {
        var transcription = rest.Board.Transcriptions.Find(rest.Route("call"), rest.Route("transcription")) ?? throw TwilioError.NotFound(rest.Path);
        if (rest.Required("Status") != "stopped")
        {
            throw TwilioError.Invalid("Status must be stopped");
        }

        rest.Board.Transcriptions.Stop(transcription);
        return RestAnswer.Ok(Show(rest.Board, transcription));
    }

    private static object Show(Switchboard board, Transcription transcription) => new
    {
        sid = transcription.Sid,
        account_sid = board.Account.Sid,
        call_sid = transcription.CallSid,
        name = transcription.Terms.Name,
        status = transcription.Running ? "in-progress" : "stopped",
        date_updated = board.Clock.GetUtcNow().Rfc2822(),
        uri = $"/2010-04-01/Accounts/{board.Account.Sid}/Calls/{transcription.CallSid}/Transcriptions/{transcription.Sid}.json",
    };
}
