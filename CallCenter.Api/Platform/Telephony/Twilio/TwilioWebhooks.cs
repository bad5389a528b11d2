using System.Diagnostics.CodeAnalysis;
using CallCenter.Api.Platform.Faults;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Time;

namespace CallCenter.Api.Platform.Telephony.Twilio;

/// <summary>
/// Every webhook: signature, stored, acted on, answered; one transaction, at most two seconds. When it cannot be stored in
/// that time the answer makes Twilio ask again (voice) or retry (callback): late is better than lost.
/// </summary>
public sealed class TwilioWebhooks(
    TwilioGate gate, TwimlWriter twiml, CommandWriter writer, IEnumerable<IVoiceRoute> routes,
    WallClock wall, KillPoints kill, Meters meters, ILogger<TwilioWebhooks> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1800);

    private readonly Dictionary<string, IVoiceRoute> _routes = routes.ToDictionary(r => r.Route, StringComparer.Ordinal);

    public async Task<IResult> AnswerAsync(HttpContext http, string route)
    {
        var (form, refusal) = await gate.AdmitAsync(http);
        if (form is null) return refusal!;
        if (!_routes.TryGetValue(route, out var target)) return Results.NotFound();
        if (form.ToEvent(route, http.Request.Query) is not { } voice) return Results.StatusCode(StatusCodes.Status400BadRequest);
        meters.Webhook(route);
        return await StoreAndAnswerAsync(target, voice, form, form.Key());
    }

    [SuppressMessage("Design", "CA1031", Justification = "A caller on the line gets an answer whatever happened here.")]
    private async Task<IResult> StoreAndAnswerAsync(IVoiceRoute target, VoiceEvent voice, TwilioForm form, string key)
    {
        try
        {
            var stored = writer.RunAsync(PracticeScope.Everything(ScopeBypass.Webhook), (work, c) => ActAsync(work, target, voice, form, key, c), CancellationToken.None);
            var answer = await stored.WaitAsync(Patience, wall.Provider);
            kill.Hit($"webhook:{target.Route}:after-commit");
            return target.Speaks ? Xml(answer) : Results.NoContent();
        }
        catch (Exception failure) when (failure is TimeoutException or StorageUnavailableException or OperationCanceledException)
        {
            meters.WebhookDeferred(target.Route);
            log.LogWarning("Webhook {Route} could not be stored in time ({Failure}); Twilio is asked to come again", target.Route, Codes.Of(failure));
            return target.Speaks ? Xml(twiml.Write(AskAgain(voice))) : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception failure)
        {
            log.LogError("Webhook {Route} failed: {Failure} {Trace}", target.Route, Codes.Of(failure), failure.StackTrace);
            return target.Speaks ? Xml(twiml.Write(StaticAnswer.Reconnecting)) : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private async Task<string> ActAsync(UnitOfWork work, IVoiceRoute target, VoiceEvent voice, TwilioForm form, string key, CancellationToken cancel)
    {
        if (work.Find<InboxEntry>(key) is { } known) return known.AnswerBody ?? "";
        var entry = new InboxEntry { Key = key, Route = target.Route, Form = form.ToJson(), ReceivedAt = work.Now, AnswerStatus = 200 };
        work.Add(entry);
        var script = await target.AnswerAsync(work, voice, cancel);
        entry.AnswerBody = target.Speaks ? twiml.Write(script) : "";
        kill.Hit($"webhook:{target.Route}:before-commit");
        return entry.AnswerBody;
    }

    /// <summary>The same route once more, in a moment. A single key, and how a dial ended, go along; longer keys (a birth date, a PIN) are asked for again: they have no place in a URL. Her language is in the database that does not answer: both.</summary>
    private static VoiceScript AskAgain(VoiceEvent voice) => new(
        new Speak("One moment, please.", "en-US"),
        new Speak("Un momento, por favor.", "es-US"),
        new Wait(1),
        new GoTo(new VoiceLink(voice.Route, [.. voice.Own.Select(o => (o.Key, o.Value)).Where(o => o.Key is not ("again" or VoiceEvent.CarriedKey or VoiceEvent.CarriedDial)), .. Carried(voice), ("again", "1")])));

    private static IEnumerable<(string, string)> Carried(VoiceEvent voice)
    {
        if (voice.Digits is { Length: 1 } key && (char.IsAsciiDigit(key[0]) || key is "*")) yield return (VoiceEvent.CarriedKey, key);
        if (voice["DialCallStatus"] is { Length: <= 20 } dial) yield return (VoiceEvent.CarriedDial, dial);
    }

    private static IResult Xml(string body) => Results.Text(body, "text/xml", System.Text.Encoding.UTF8);
}
