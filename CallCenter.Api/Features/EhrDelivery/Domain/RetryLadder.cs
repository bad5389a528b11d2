namespace CallCenter.Api.Features.EhrDelivery.Domain;

/// <summary>When to try again: quickly at first, hourly later, and after a day a person is told.</summary>
public static class RetryLadder
{
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private static readonly TimeSpan[] Steps =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(1),
    ];

    /// <param name="attempt">Attempts made so far, from 1.</param>
    public static TimeSpan After(int attempt, Guid delivery) => Steps[Math.Clamp(attempt - 1, 0, Steps.Length - 1)] * Jitter(attempt, delivery);

    /// <summary>Up to a fifth earlier or later, so that a practice that comes back is not met by everything at once. Drawn from the id: the same on any host.</summary>
    private static double Jitter(int attempt, Guid delivery) => 0.8 + (delivery.ToByteArray()[15] + 37 * attempt) % 256 / 255.0 * 0.4;
}
