using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CallCenter.Api.Platform.Scheduling;

/// <summary>
/// A promise to look at something at a time. The row is the timer; it survives restarts. What a due timer means is the owning
/// slice's business (<see cref="ITimerOwner"/>); <see cref="Version"/> is whatever the owner compares to see that it is stale.
/// </summary>
public sealed class DurableTimer
{
    public Guid Id { get; init; }
    public required string Owner { get; init; }
    public Guid OwnerId { get; init; }
    public required string Kind { get; init; }
    public long Version { get; set; }
    public DateTimeOffset DueAt { get; set; }

    /// <summary>Of what is due together the lower goes first: 0 is what somebody on the line waits for.</summary>
    public int Rank { get; set; }

    /// <summary>Failed attempts to carry it out; each pushes <see cref="DueAt"/> on a little.</summary>
    public int Failures { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<DurableTimer>
    {
        public void Configure(EntityTypeBuilder<DurableTimer> timer)
        {
            timer.ToTable("Timers");
            timer.Property(t => t.Owner).HasMaxLength(40);
            timer.Property(t => t.Kind).HasMaxLength(60);
            timer.HasIndex(t => t.DueAt);
            timer.HasIndex(t => new { t.Owner, t.OwnerId, t.Kind }).IsUnique();
        }
    }
}

/// <summary>A slice that sets timers, by the name it sets them under.</summary>
public interface ITimerOwner
{
    string Owner { get; }

    /// <summary>The timer is due and its row already removed in this transaction.</summary>
    Task FireAsync(Persistence.UnitOfWork work, DurableTimer timer, CancellationToken cancel);
}
