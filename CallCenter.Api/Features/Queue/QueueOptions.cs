using System.ComponentModel.DataAnnotations;

namespace CallCenter.Api.Features.Queue;

/// <summary>Section <c>Queue</c>.</summary>
public sealed class QueueOptions
{
    public const string Section = "Queue";

    /// <summary>So long a nurse is asked for a call before the next one is.</summary>
    [Range(5, 120)]
    public int OfferSeconds { get; set; } = 20;

    public TimeSpan OfferDeadline => TimeSpan.FromSeconds(OfferSeconds);
}
