namespace CallCenter.Protocols.Escalation.Checking;

/// <summary>C25: a physician answers for the text.</summary>
internal static class ApprovalChecks
{
    public static IEnumerable<Finding> Approval(CheckContext c)
    {
        var owner = c.File.Owner;
        if (owner.ApprovedBy is null || owner.ApprovedOn is not { } on)
            yield return c.Error("C25", owner.At, "The file was not approved.", "The medical director enters 'approved_by' and 'approved_on'.");
        else if (owner.ApprovedBy != owner.MedicalDirector)
            yield return c.Error("C25", owner.At, "The file was approved by somebody who is not the medical director.", "Let the medical director approve it.");
        else if (on > c.Today)
            yield return c.Error("C25", owner.At, $"The approval is dated {on:uuuu-MM-dd}, in the future.", "Correct 'approved_on'.");
        else if (on + owner.ReviewEvery < c.Today)
            yield return c.Error("C25", owner.At, $"The review was due on {on + owner.ReviewEvery:uuuu-MM-dd}.", "Read it again and approve it anew.");
    }

    public static IEnumerable<Finding> ApprovedText(CheckContext c)
    {
        if (c.Registry.ApprovedHash != c.File.Hash)
            yield return c.Error("C25", c.File.Owner.At, "The text is not the one that was approved.", "Approve this text, or go back to the approved one.");
    }
}
