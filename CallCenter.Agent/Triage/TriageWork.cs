using CallCenter.Agent.Shell;
using CallCenter.Agent.Wire;
using CallCenter.Protocols.Triage.Engine;
using CallCenter.Protocols.Triage.Model;
using Microsoft.JSInterop;

namespace CallCenter.Agent.Triage;

/// <summary>
/// One call's triage in this tab. The engine runs here, so the nurse goes on when the server is away; her events
/// are sent in order and the server's answer has the last word.
/// </summary>
public sealed class TriageWork(Guid callId, Actor nurse, ServerApi api, Browser browser, ServerClock clock, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(3);
    private readonly EventLog _log = new();
    private ITimer? _retry;
    private bool _sending, _opening;

    public TriagePackage? Package { get; private set; }
    public TriageView? View { get; private set; }
    public TriageSessionView? Session { get; private set; }
    public DraftText Draft { get; } = new(api, time);

    /// <summary>Why there is no script yet, as a sentence.</summary>
    public string? Trouble { get; private set; }

    /// <summary>What could not be done, as sentences.</summary>
    public IReadOnlyList<string> Refusals { get; private set; } = [];

    /// <summary>Where the server has come to something else than this console; null when they agree.</summary>
    public ServerDiffers? Differs { get; private set; }

    /// <summary>False: this browser refuses to keep entries, so a reload would lose what is not sent.</summary>
    public bool IsKept { get; private set; } = true;
    public int Unsent => _log.Pending.Count;

    /// <summary>The server has not heard yet that the result is confirmed: nobody is being paged.</summary>
    public bool IsConfirmationUnsent => _log.Pending.OfType<DispositionConfirmed>().Any();
    public IReadOnlyList<TriageEvent> Events => _log.All;
    public event Action? Changed;

    public async Task OpenAsync(CancellationToken cancel)
    {
        if (_opening || Session is not null) return;
        _opening = true;
        var kept = await KeptSession.UnsealAsync(browser, callId);
        var answer = await api.PostAsync<TriageSessionView>($"api/calls/{callId}/triage", null, cancel);
        var session = answer.Value ?? kept?.Session;
        Trouble = session is null ? answer.Words : await FetchPackageAsync(session.PackageDigest, cancel);
        _opening = false;
        if (session is not null && Package is not null) await BeginAsync(session, kept);
        Changed?.Invoke();
    }

    /// <summary>Something happened in the call. Judged here at once, kept, then sent.</summary>
    public async Task<bool> HappenedAsync(Func<Guid, DateTimeOffset, Actor, TriageEvent> made)
    {
        if (Package is null) return false;
        var happened = made(Guid.NewGuid(), clock.Now, nurse);
        if (TriageEngine.Decide(Package, _log.All, happened) is Refused refused)
        {
            Refusals = [refused.Message + "."];
            Changed?.Invoke();
            return false;
        }
        Refusals = [];
        _log.Add(happened);
        Evaluate();
        await KeepAsync();
        // Not awaited: a server that is away must not keep a button waiting.
        _ = SendAsync();
        return true;
    }

    /// <summary>Sends what waits, in order, one request at a time.</summary>
    public async Task SendAsync()
    {
        if (_sending || Session is null || _log.Pending.Count == 0) return;
        _sending = true;
        var sent = _log.Pending;
        var request = new TriageEventsRequest(TriageEventJson.WriteLog(sent));
        var answer = await api.PostAsync<TriageEventsResult>($"api/triage/{Session.SessionId}/events", request, CancellationToken.None);
        _sending = false;
        if (answer.Value is { } result) await HearAsync(result, sent);
        else if (answer.Reached) Refusals = ["The server did not take the last answers: " + answer.Words];
        Changed?.Invoke();
        // An event the server neither holds nor refuses is offered again, but never in a tight circle.
        if (answer.Ok && !_log.Pending.Any(sent.Contains)) await SendAsync();
        else if (_log.Pending.Count > 0) SendLater();
    }

    /// <summary>The call has changed. A patient who is known now brings her chart into the session; opening it again adds it.</summary>
    public async Task FollowAsync(CallView call)
    {
        if (Session is null || Session.SignedNote is not null) return;
        var known = call.Caller.PatientId is null || call.Caller.PatientId == Session.PatientId;
        if (known && View?.Stage is not TriageStage.HandedOver)
        {
            await RefreshAsync(CancellationToken.None);
            return;
        }
        var answer = await api.PostAsync<TriageSessionView>($"api/calls/{callId}/triage", null, CancellationToken.None);
        if (answer.Value is { } session) await TakeAsync(session);
    }

    /// <summary>Reads what others have written into the session: a second clinician's agreement, a recall.</summary>
    public async Task RefreshAsync(CancellationToken cancel)
    {
        if (Session is null) return;
        var answer = await api.GetAsync<TriageSessionView>($"api/triage/{Session.SessionId}", cancel);
        if (answer.Value is { } session) await TakeAsync(session);
    }

    private async Task TakeAsync(TriageSessionView session)
    {
        if (Session is null) return;
        Adopt(session, []);
        await KeepAsync();
    }

    public async Task<string?> SignAsync(CancellationToken cancel)
    {
        if (Session is null) return Trouble;
        var answer = await api.PostAsync<TriageSessionView>($"api/triage/{Session.SessionId}/sign", new SignNoteRequest(Draft.Text), cancel);
        if (answer.Value is not { } signed) return answer.Words;
        Draft.Settle();
        Adopt(signed, []);
        await browser.DiscardAsync(KeptSession.NameOf(callId));
        return null;
    }

    /// <summary>Called while she types; saved to the server at the first pause, and here at once.</summary>
    public async Task TypeAsync(string text)
    {
        if (Session is null) return;
        Draft.Type(Session.SessionId, text);
        await KeepAsync();
        Changed?.Invoke();
    }

    /// <summary>The link is back: what this tab alone has is sent at once, and what others wrote meanwhile is read.</summary>
    public async Task CatchUpAsync()
    {
        if (Session is not { SignedNote: null }) return;
        await Task.WhenAll(SendAsync(), SaveDraftAsync());
        await RefreshAsync(CancellationToken.None);
    }

    public Task<string?> SaveDraftAsync() => Session is null ? Task.FromResult<string?>(null) : Draft.SaveNowAsync(Session.SessionId);

    /// <summary>The call is another nurse's: nothing of it stays in this browser.</summary>
    public Task LetGoAsync() => browser.DiscardAsync(KeptSession.NameOf(callId));

    public void Forgive()
    {
        (Refusals, Differs) = ([], null);
        Changed?.Invoke();
    }

    private async Task<string?> FetchPackageAsync(string digest, CancellationToken cancel)
    {
        var answer = await api.GetAsync<string>($"api/triage/packages/{digest}", cancel);
        if (answer.Value is null) return "The protocols could not be fetched. " + answer.Words;
        Package = TriagePackageJson.Read(answer.Value);
        return null;
    }

    private async Task BeginAsync(TriageSessionView session, KeptSession? kept)
    {
        Draft.Changed += OnDraft;
        Draft.Begin(session.DraftNote);
        Adopt(session, []);
        if (kept is not null && kept.Session.SessionId == session.SessionId)
        {
            _log.Restore(kept.Pending);
            if (kept.UnsavedDraft is { } unsaved) Draft.Type(session.SessionId, unsaved);
        }
        Evaluate();
        await SendAsync();
    }

    private async Task HearAsync(TriageEventsResult result, IReadOnlyList<TriageEvent> sent)
    {
        var here = View?.FinalDisposition;
        Adopt(result.Session, result.Refused.Select(r => r.EventId));
        Refusals = [];
        var lost = result.Refused.Select(r => new NotTaken(sent.First(e => e.Id == r.EventId), r.What.TrimEnd('.'))).ToList();
        if (here is not null && View is { } view && (lost.Count > 0 || view.FinalDisposition.Rank != here.Rank))
            // A second difference before the first was read adds to it: the most urgent that was shown stays.
            Differs = new ServerDiffers(Differs?.Here is { } earlier && earlier.Rank > here.Rank ? earlier : here, view.FinalDisposition, [.. Differs?.NotTaken ?? [], .. lost]);
        await KeepAsync();
    }

    private void Adopt(TriageSessionView answered, IEnumerable<Guid> refused)
    {
        // An answer that another one has overtaken is old; what it refused is refused all the same.
        var session = Session is { } known && known.Version > answered.Version ? known : answered;
        Session = session;
        _log.Adopt(TriageEventJson.ReadLog(session.EventsJson), refused);
        Evaluate();
    }

    private void Evaluate()
    {
        if (Package is not null) View = TriageEngine.Evaluate(Package, _log.All);
        Changed?.Invoke();
    }

    // A signed session is the server's alone: nothing of it stays in this browser.
    private async Task KeepAsync()
    {
        if (Session is not { SignedNote: null }) return;
        try
        {
            await new KeptSession(Session, TriageEventJson.WriteLog(_log.Pending), Draft.Saved ? null : Draft.Text).SealAsync(browser);
            IsKept = true;
        }
        catch (JSException)
        {
            // Storage is full or forbidden: sending goes on, and the screen says that a reload would lose what is not sent.
            IsKept = false;
        }
    }

    private void OnDraft()
    {
        if (Draft.Saved) _ = KeepAsync();
        Changed?.Invoke();
    }

    private void SendLater()
    {
        _retry?.Dispose();
        _retry = time.CreateTimer(_ => _ = SendAsync(), null, Again, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _retry?.Dispose();
        Draft.Dispose();
    }
}
