using CallCenter.Api.Features.Audit.Contracts;
using CallCenter.Api.Features.Escalation.Domain;
using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Api.Features.Escalation.Paging;
using CallCenter.Api.Features.Practices.Contracts;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Api.Platform.Telephony;
using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Model;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Escalation.Voice;

/// <summary>What became of a text. Delivered is no answer; undelivered ends the page.</summary>
internal sealed class SmsStatusRoute(PageDesk desk) : IVoiceRoute
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
        if (status is "failed" or "undelivered") await desk.EndedAsync(work, page, PageState.Failed, $"{status} {voice["ErrorCode"]}".TrimEnd(), cancel);
        else if (status is "delivered") (page.Result, page.Version) = (status, page.Version + 1);
        return VoiceScript.None;
    }
}

/// <summary>A text to a practice's line. Nobody reads these; but one who stops our texts can be reached by voice only, and a supervisor must know.</summary>
internal sealed class SmsInboundRoute(EscalationFiles files, IPractices practices, NoteBook notes, IAudit audit) : IVoiceRoute
{
    private static readonly string[] StopWords = ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"];

    public string Route => "sms/inbound";

    public bool Speaks => true;

    public async Task<VoiceScript> AnswerAsync(UnitOfWork work, VoiceEvent voice, CancellationToken cancel)
    {
        if (!StopWords.Contains((voice["Body"] ?? "").Trim().ToUpperInvariant()) || await practices.FindByLineAsync(work.Db, voice.To, cancel) is not { } practice) return VoiceScript.None;
        var contact = files.Newest(practice.Id)?.File.Contacts.FirstOrDefault(c => c.Destinations.Any(d => d.Channel is Channel.Sms && d.To == voice.From));
        if (contact is null) return VoiceScript.None;
        audit.Write(work, $"contact:{contact.Id}", practice.Id, "contact-stopped-texts", "contact", contact.Id, voice.CallSid);
        var open = await work.Set<EscalationCase>().Where(e => e.PracticeId == practice.Id && e.Phase != EscalationPhase.Closed && e.Phase != EscalationPhase.Cancelled).ToListAsync(cancel);
        foreach (var escalation in open)
            notes.Write(work, escalation, $"{contact.Name} has stopped our texts. Only voice reaches this person now; the supervisor should arrange another way.", Deed.Telephone(voice.CallSid));
        return VoiceScript.None;
    }
}
