using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Api.Features.Escalation.Paging;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;
using CallCenter.Protocols.Escalation.Model;

namespace CallCenter.Api.Features.Escalation.Voice;

/// <summary>What became of a text. Delivered is no answer; undelivered ends the page.</summary>
internal sealed class SmsStatusRoute(PageDesk desk, OptOuts optOuts) : IVoiceRoute
{
    public const string Path = "sms/status";

    public string Route => Path;

    public bool Speaks => false;

    public async Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        if (await PageDesk.FindAsync(work, voice.OwnId("id"), cancel) is not { IsOver: false } page) return VoiceScript.None;
        if (page.ProviderSid is null) PageDesk.Sent(work, page, voice.CallSid);
        if (page.ProviderSid != voice.CallSid) return VoiceScript.None;
        var status = voice["MessageStatus"];
        if (voice["ErrorCode"] == OptOuts.StoppedCode) await optOuts.StoppedAsync(work, page.PracticeId, page.ContactId, voice.CallSid, cancel);
        if (status is "failed" or "undelivered") await desk.EndedAsync(work, page, PageState.Failed, $"{status} {voice["ErrorCode"]}".TrimEnd(), cancel);
        else if (status is "delivered") (page.Result, page.Version) = (status, page.Version + 1);
        return VoiceScript.None;
    }
}

/// <summary>A text to a practice's line. Nobody reads these; but one who stops our texts, or starts them again, is heard.</summary>
internal sealed class SmsInboundRoute(EscalationFiles files, IPractices practices, OptOuts optOuts) : IVoiceRoute
{
    private static readonly string[] StopWords = ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"];
    private static readonly string[] StartWords = ["START", "YES", "UNSTOP"];

    public string Route => "sms/inbound";

    public bool Speaks => true;

    public async Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        // An account with words of its own says which kind one was.
        var word = (voice["OptOutType"] ?? voice["Body"] ?? "").Trim().ToUpperInvariant();
        var (stops, starts) = (StopWords.Contains(word), StartWords.Contains(word));
        if ((!stops && !starts) || await practices.FindByLineAsync(work.Db, voice.To, cancel) is not { } practice) return VoiceScript.None;
        // One number may be several contacts' (an answering service): it is stopped for all of them.
        foreach (var contact in files.Newest(practice.Id)?.File.Contacts.Where(c => c.Destinations.Any(d => d.Channel is Channel.Sms && d.To == voice.From)) ?? [])
            await (stops ? optOuts.StoppedAsync(work, practice.Id, contact.Id, voice.CallSid, cancel) : optOuts.StartedAsync(work, practice.Id, contact.Id, voice.CallSid, cancel));
        return VoiceScript.None;
    }
}
