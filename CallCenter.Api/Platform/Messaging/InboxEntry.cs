using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CallCenter.Api.Platform.Messaging;

/// <summary>
/// An external message, stored before it is answered, with its answer. <see cref="Key"/> is the digest of everything that was signed,
/// so a genuine request that comes again, at once or days later, finds its row and gets the same answer.
/// </summary>
public sealed class InboxEntry
{
    public required string Key { get; init; }
    public required string Route { get; init; }

    /// <summary>The signed form as received (personal data: never leaves this table).</summary>
    public required string Form { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }
    public int AnswerStatus { get; set; }
    public string? AnswerBody { get; set; }

    internal sealed class Table : IEntityTypeConfiguration<InboxEntry>
    {
        public void Configure(EntityTypeBuilder<InboxEntry> entry)
        {
            entry.ToTable("Inbox");
            entry.HasKey(e => e.Key);
            entry.Property(e => e.Key).HasMaxLength(64);
            entry.Property(e => e.Route).HasMaxLength(100);
            entry.HasIndex(e => e.ReceivedAt);
        }
    }
}
