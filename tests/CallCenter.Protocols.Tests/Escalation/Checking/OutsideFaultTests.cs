using CallCenter.Protocols.Escalation.Checking;
using CallCenter.Protocols.Escalation.Loading;

namespace CallCenter.Protocols.Tests.Escalation.Checking;

/// <summary>Faults that an examiner made from the teaching page alone, as an office manager would, and that once passed unseen.</summary>
public class OutsideFaultTests
{
    [Theory]
    [InlineData("C15", "count: 2, every", "count: \"2\", every", "whole number")]
    [InlineData("C15", "version: 1", "version: \"1\"", "whole number")]
    [InlineData("C15", "    answer: not-needed\n    copies:\n      - {contact: office, via: [ehr], when: next-open}\n", "    answer: not-needed\n", "asks nobody and tells nobody")]
    [InlineData("C04", "repeat_every: 2m", "repeat_every: 1w", "is silent for")]
    [InlineData("C15", "name: Jo Kim, NP", "name: Jo \u202EmiK, NP", "invisible character")]
    public void A_fault_is_found_with_its_code(string code, string old, string replacement, string says)
    {
        var found = Findings(Practices.Text("lakeside").With(old, replacement));
        Assert.Contains(found, f => f.Code == code && f.What.Contains(says, StringComparison.Ordinal));
    }

    /// <summary>Her colleagues can answer, so the step is not mute; on her own nights it would be.</summary>
    [Fact]
    public void A_clinician_whose_numbers_cannot_be_answered_leaves_her_own_nights_to_nobody()
    {
        var text = Practices.Text("lakeside")
            .With("to: \"+15125550123\", verified: 2026-10-06, ack: digit", "to: \"+15125550123\", verified: 2026-10-06, ack: none")
            .With("to: \"+15125550123\", verified: 2026-10-06, ack: link", "to: \"+15125550123\", verified: 2026-10-06, ack: none");
        var found = Findings(text).Where(f => f.Code == "C12").ToList();
        Assert.Contains(found, f => f.Line == text.LineOf("- id: on-call") && f.What.EndsWith("'np-kim' cannot answer there.", StringComparison.Ordinal));
    }

    private static IReadOnlyList<Finding> Findings(string text)
    {
        var load = EscalationFileLoader.Load("escalation.yaml", text);
        return load.File is { } file ? EscalationVerifier.Verify(file, RegistrySnapshot.Empty, Practices.Beginning).Findings : load.Findings;
    }
}
