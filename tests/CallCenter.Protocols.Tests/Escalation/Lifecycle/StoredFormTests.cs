using System.Text.Json;
using CallCenter.Protocols.Escalation.Lifecycle;
using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Protocols.Tests.Escalation.Lifecycle;

public class StoredFormTests
{
    [Fact]
    public void A_stored_state_is_read_back_whole_and_its_times_are_in_it()
    {
        var state = new EscalationState("e", "lakeside", "hash", "clinician-now", "provider_now", Urgency.Urgent, EscalationPhase.LastResort, 9,
            new(Instant.FromUtc(2026, 11, 1, 6, 30), Instant.FromUtc(2026, 11, 1, 7, 0) + Duration.Epsilon)
            { Paged = ["dr-okafor"], Declined = ["np-kim"], Visit = 3, Attempt = 2, StepId = "last-resort", HeldUntil = Instant.FromUtc(2026, 11, 1, 8, 0) })
        { Taken = new("dr-marsh", AckHow.ByHand, Instant.FromUtc(2026, 11, 1, 7, 1), Late: true) };
        var read = StoredForm.ReadState(StoredForm.Write(state));
        Assert.Equivalent(state, read, strict: true);
        Assert.Equal((state.Where.Deadline, state.Where.HeldUntil, state.Taken), (read.Where.Deadline, read.Where.HeldUntil, read.Taken));
        Assert.Contains("\"phase\":\"last-resort\"", StoredForm.Write(state));
    }

    [Theory, InlineData(""), InlineData("null"), InlineData("{}"), InlineData("[]"), InlineData("{\"id\":\"e\"}")]
    public void What_is_no_state_is_refused_loudly(string text) => Assert.ThrowsAny<JsonException>(() => StoredForm.ReadState(text));
}
