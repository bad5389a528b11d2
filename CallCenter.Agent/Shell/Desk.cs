using CallCenter.Agent.Softphone;
using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Shell;

/// <summary>What this nurse is in the middle of: her presence, the offer before her, her call. The server's word, kept live.</summary>
public sealed class Desk : IDisposable
{
    private readonly ServerApi _api;
    private readonly Pushes _pushes;
    private readonly NursePhone _phone;
    private Guid _self;

    public Desk(ServerApi api, Pushes pushes, NursePhone phone)
    {
        (_api, _pushes, _phone) = (api, pushes, phone);
        pushes.OfferMade += OnOffer;
        pushes.OfferEnded += OnOfferEnded;
        pushes.CallChanged += TakeCall;
        pushes.PresenceChanged += OnPresence;
        pushes.HandOverEnded += OnHandOverEnded;
        pushes.Resumed += FetchSoon;
    }

    public PresenceView? Presence { get; private set; }
    public OfferView? Offer { get; private set; }
    public CallView? Call { get; private set; }

    /// <summary>How the last offer ended, as a sentence, until the next one.</summary>
    public string? OfferNote { get; private set; }
    public string? Trouble { get; private set; }

    /// <summary>What became of the last hand-over, as a sentence, until the next offer.</summary>
    public string? HandOverNote { get; private set; }
    public bool OnCall => Call is { State: not ("wrap-up" or "transferred" or "closed" or "abandoned" or "failed") };
    public event Action? Changed;

    public async Task FetchAsync(Guid self, CancellationToken cancel)
    {
        _self = self;
        var since = _pushes.Count;
        var answer = await _api.GetAsync<CurrentWork>("api/work", cancel);
        Trouble = answer.Ok ? null : answer.Words;
        if (answer.Value is { } work)
        {
            if (!_pushes.Overtook<PresenceView>(self, since)) Presence = work.Presence;
            if (!_pushes.Overtook<OfferView>(since)) Offer = work.Offer;
            if ((work.Call ?? Call) is not { } call || !_pushes.Overtook<CallView>(call.CallId, since)) Call = work.Call;
        }

        Changed?.Invoke();
    }

    /// <summary>Accept, then pull this browser into the call. The caller is moved in by the server when we are there.</summary>
    public async Task<string?> AcceptAsync(CancellationToken cancel)
    {
        if (Offer is not { } offer) return null;
        if (!await _phone.StartAsync(cancel)) return _phone.Trouble;
        var answer = await _api.PostAsync<OfferAccepted>($"api/offers/{offer.OfferId}/accept", null, cancel);
        if (answer.Value is not { } accepted) return answer.Words;
        Offer = null;
        OfferNote = null;
        Changed?.Invoke();
        await ReadCallAsync(accepted.CallId, cancel);
        // A message has no line to join.
        if (offer.Item.Message) return null;
        return await _phone.ConnectAsync(accepted.OfferId, cancel) ? null : _phone.Trouble;
    }

    public async Task<string?> DeclineAsync(CancellationToken cancel)
    {
        if (Offer is not { } offer) return null;
        var answer = await _api.PostAsync<Done>($"api/offers/{offer.OfferId}/decline", null, cancel);
        if (!answer.Ok) return answer.Words;
        Offer = null;
        Changed?.Invoke();
        return null;
    }

    /// <summary>After a reload, or on another computer: the call still stands, this browser is not in it. The server says by which offer she holds it.</summary>
    public async Task<string?> RejoinAsync(CancellationToken cancel)
    {
        if (Call is not { } call) return null;
        var answer = await _api.GetAsync<CurrentWork>("api/work", cancel);
        if (answer.Value is not { } work) return answer.Words;
        if (work.Call?.CallId != call.CallId) return "You do not hold this call any more: it was handed over, or it is over.";
        return await (work.HeldOfferId is { } offer ? _phone.ConnectAsync(offer, cancel) : _phone.ConnectCallAsync(call.CallId, cancel)) ? null : _phone.Trouble;
    }

    /// <summary>A call that she makes: the server rings nobody before this browser is in it.</summary>
    public async Task<string?> RingAsync(Func<Task<Answer<CallView>>> command, CancellationToken cancel)
    {
        if (!await _phone.StartAsync(cancel)) return _phone.Trouble;
        var since = _pushes.Count;
        var answer = await command();
        if (answer.Value is not { } call) return answer.Words;
        if (!_pushes.Overtook<CallView>(call.CallId, since)) Call = call;
        Changed?.Invoke();
        return await _phone.ConnectCallAsync(call.CallId, cancel) ? null : _phone.Trouble;
    }

    public async Task ReadCallAsync(Guid callId, CancellationToken cancel)
    {
        if (await CommandAsync(() => _api.GetAsync<CallView>($"api/calls/{callId}", cancel)) is not { } words) return;
        Trouble = words;
        Changed?.Invoke();
    }

    /// <summary>A command on the call whose answer may be the call itself.</summary>
    public async Task<string?> CommandAsync(Func<Task<Answer<CallView>>> command)
    {
        var since = _pushes.Count;
        var answer = await command();
        if (answer.Value is { } call && await _api.NewestAsync(_pushes, call, since) is { } newest) Keep(newest);
        Changed?.Invoke();
        return answer.Ok ? null : answer.Words;
    }

    private void OnOffer(OfferView offer)
    {
        (Offer, OfferNote, HandOverNote) = (offer, null, null);
        Changed?.Invoke();
    }

    private void OnOfferEnded(OfferEnded ended)
    {
        if (Offer?.OfferId != ended.OfferId) return;
        Offer = null;
        OfferNote = ended.Outcome switch
        {
            "lapsed" => "The offer lapsed: the call goes to the next nurse. Set yourself available when you are back.",
            "withdrawn" => "The call was withdrawn: the caller hung up, another nurse has it, or a caller in danger goes first.",
            _ => null,
        };
        Changed?.Invoke();
    }

    private void TakeCall(CallView call)
    {
        Keep(call);
        Changed?.Invoke();
    }

    // Pushes also come of calls that are over (an escalation of an earlier call writes on its timeline) and, to supervisors, of other
    // nurses' calls. Neither may take the place of the call she is in; one that another nurse has taken over leaves her desk.
    private void Keep(CallView call)
    {
        if (call.CallId == Call?.CallId) Call = call.State is "closed" or "voicemail" || (call.NurseId is { } nurse && nurse != _self) ? null : call;
        else if (call.NurseId == _self && !OnCall && call.State is not ("closed" or "abandoned" or "voicemail" or "failed")) Call = call;
    }

    private void OnHandOverEnded(HandOverEnded ended)
    {
        HandOverNote = ended.Outcome switch
        {
            "taken" => $"{ended.Who} has the caller now, with everything you have entered.",
            "back" => $"{ended.Who ?? "Nobody"} did not take the call: the caller is back with you.",
            "taken-over" => $"Supervisor {ended.Who} has taken the call over, with everything you have entered. You are free for the next one.",
            "caller-left" => "The caller hung up before the next nurse was there.",
            _ => null,
        };
        if (ended.Outcome == "put-back") OfferNote = "You did not answer the message in time: it is back in its place in the queue.";
        if (ended.Outcome is "taken" or "put-back" or "taken-over" && Call?.CallId == ended.CallId) Call = null;
        Changed?.Invoke();
    }

    private void OnPresence(PresenceView presence)
    {
        if (presence.StaffId != _self) return;
        Presence = presence;
        Changed?.Invoke();
    }

    private void FetchSoon() => _ = FetchAsync(_self, CancellationToken.None);

    public void Dispose()
    {
        _pushes.OfferMade -= OnOffer;
        _pushes.OfferEnded -= OnOfferEnded;
        _pushes.CallChanged -= TakeCall;
        _pushes.PresenceChanged -= OnPresence;
        _pushes.HandOverEnded -= OnHandOverEnded;
        _pushes.Resumed -= FetchSoon;
    }
}
