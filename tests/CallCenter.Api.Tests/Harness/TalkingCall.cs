using System.Net.Http.Json;
using CallCenter.Agent.Wire;

namespace CallCenter.Api.Tests.Harness;

/// <summary>Brings a call to where nurse and caller talk: James Okonjo, for Tess, at Lakeside.</summary>
public sealed class TalkingCall(CallCenterApp app, HttpClient nurse)
{
    private readonly TestTwilio _twilio = new(app);
    private int _sequence;

    public string NurseSid { get; } = TestTwilio.NewSid();

    public async Task<(CallOnTheLine Caller, CallView Call)> BeginAsync()
    {
        (await nurse.PutAsJsonAsync("api/presence", new PresenceRequest(PresenceState.Available))).Dispose();
        var caller = await _twilio.Dials("+15125550112", "+15125550101").RingsAsync();
        await caller.PressesAsync("1");
        await caller.PressesAsync("03141948");
        await caller.PressesAsync("2");
        var offer = (await nurse.GetFromJsonAsync<CurrentWork>("api/work"))!.Offer!;
        (await nurse.PostAsJsonAsync($"api/offers/{offer.OfferId}/accept", new { })).Dispose();
        await _twilio.ConnectsAsync(nurse, ("offer", offer.OfferId.ToString()), NurseSid);
        var id = offer.Item.CallId;
        await ConferenceSaysAsync(id, "participant-join", NurseSid);
        await ConferenceSaysAsync(id, "participant-join", caller.Sid);
        return (caller, (await nurse.GetFromJsonAsync<CallView>($"api/calls/{id}"))!);
    }

    /// <summary>A callback of the call's conference about one leg.</summary>
    public async Task ConferenceSaysAsync(Guid call, string what, string sid, string legStatus = "in-progress") => (await _twilio.SendAsync($"/twilio/conference?id={call:N}",
        ("ConferenceSid", "CF00000000000000000000000000000001"), ("CallSid", sid), ("StatusCallbackEvent", what), ("ParticipantCallStatus", legStatus),
        ("SequenceNumber", (++_sequence).ToString(System.Globalization.CultureInfo.InvariantCulture)))).Dispose();
}
