namespace CallCenter.Agent.Escalation;

public static class EscalationWords
{
    public static string State(string state) => state switch
    {
        "armed" => "Armed",
        "paging" => "Paging",
        "held" => "Held",
        "last-resort" => "Last resort: the supervisor’s desk",
        "acknowledged" => "✓ Responsibility taken",
        "closed" => "Closed",
        "cancelled" => "Cancelled",
        _ => state,
    };

    public static bool Open(string state) => state is "armed" or "paging" or "held" or "last-resort";
}
