using System.Globalization;
using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Escalation.Rotas.Domain;
using CallCenter.Api.Features.Escalation.Voice;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Features.Staff.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CallCenter.Api.Features.Escalation.Rotas;

/// <summary>The routes of a hand-off call, by name.</summary>
internal static class RotaRoutes
{
    public const string Answer = "rota/answer", Pin = "rota/pin", Status = "rota/status", SmsStatus = "rota/sms-status";

    public static async Task<RotaNotice?> FindAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel) =>
        voice.OwnId("id") is { } id ? await work.Set<RotaNotice>().FirstOrDefaultAsync(n => n.Id == id, cancel) : null;

    /// <summary>Each try has an address of its own: the same wrong PIN keyed again is another try.</summary>
    public static VoiceScript AskPin(RotaNotice notice, int silences, params IReadOnlyList<string> before) =>
        new(new Ask(new VoiceLink(Pin, [.. VoiceLink.Of(Pin, notice.Id, silences).Own, ("wrong", notice.WrongPins.ToString(CultureInfo.InvariantCulture))]), 8, PageWords.Language,
            [.. before.Append(RotaWords.EnterPin).Select(t => new Speak(t, PageWords.Language))]), new HangUp());
}

/// <summary>Somebody or something picked up. A machine confirms nothing.</summary>
internal sealed class RotaAnswerRoute(IPractices practices) : IVoiceRoute
{
    public string Route => RotaRoutes.Answer;

    public bool Speaks => true;

    public async Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        if (await RotaRoutes.FindAsync(work, voice, cancel) is not { } notice || !RotaAnswers.MayAnswer(notice, work.Now)) return PageWords.Say(RotaWords.NotThisCall);
        var practice = await practices.GetAsync(work.Db, notice.PracticeId, cancel);
        var name = practice?.Name ?? "your practice";
        var by = voice["AnsweredBy"] ?? "";
        if (by.StartsWith("machine", StringComparison.Ordinal) || by == "fax") return PageWords.Say(RotaWords.ToMachine(name));
        return RotaRoutes.AskPin(notice, 0, RotaWords.Spoken(notice, name, practice?.Zone ?? DateTimeZone.Utc));
    }
}

/// <summary>The PIN is the confirmation: it proves who is there, and that this telephone reaches her.</summary>
internal sealed class RotaPinRoute(IClinicianPins pins, RotaAnswers answers) : IVoiceRoute
{
    private const int MostTries = 3;

    public string Route => RotaRoutes.Pin;

    public bool Speaks => true;

    public async Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        if (await RotaRoutes.FindAsync(work, voice, cancel) is not { } notice || !RotaAnswers.MayAnswer(notice, work.Now)) return PageWords.Say(RotaWords.NotThisCall);
        if (voice.Digits is not { Length: > 0 } digits)
            return PageLines.Tries(voice) + 1 >= MostTries ? PageWords.Say(RotaWords.NothingHeard) : RotaRoutes.AskPin(notice, PageLines.Tries(voice) + 1);
        if (notice.WrongPins >= MostTries) return PageWords.Say(RotaWords.TooManyPins);
        if (await pins.VerifyAsync(work.Db, notice.PracticeId, notice.ContactId, digits, cancel))
        {
            await answers.ConfirmAsync(work, notice, $"voice {voice.CallSid}", cancel);
            return PageWords.Say(RotaWords.Confirmed);
        }

        (notice.WrongPins, notice.Version) = (notice.WrongPins + 1, notice.Version + 1);
        return notice.WrongPins >= MostTries ? PageWords.Say(RotaWords.TooManyPins) : RotaRoutes.AskPin(notice, 0, RotaWords.WrongPin);
    }
}

/// <summary>What became of the call. Not confirmed is not waited out: the next address is tried at once.</summary>
internal sealed class RotaStatusRoute(RotaNoticeSender sender) : IVoiceRoute
{
    public string Route => RotaRoutes.Status;

    public bool Speaks => false;

    public async Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        if (await RotaRoutes.FindAsync(work, voice, cancel) is not { } notice || (notice.ProviderSid is { } sid && sid != voice.CallSid)) return VoiceScript.None;
        if (voice["CallStatus"] is "failed" or "busy" or "no-answer" or "canceled" or "completed")
            await sender.FailedAsync(work, notice.Id, $"call-{voice["CallStatus"]}", cancel);
        return VoiceScript.None;
    }
}

/// <summary>What became of the text. Delivered is no answer.</summary>
internal sealed class RotaSmsStatusRoute(RotaNoticeSender sender) : IVoiceRoute
{
    public string Route => RotaRoutes.SmsStatus;

    public bool Speaks => false;

    public async Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        if (await RotaRoutes.FindAsync(work, voice, cancel) is not { } notice || (notice.ProviderSid is { } sid && sid != voice.CallSid)) return VoiceScript.None;
        if (voice["MessageStatus"] is "failed" or "undelivered") await sender.FailedAsync(work, notice.Id, $"undelivered/{voice["ErrorCode"]}".TrimEnd('/'), cancel);
        return VoiceScript.None;
    }
}
