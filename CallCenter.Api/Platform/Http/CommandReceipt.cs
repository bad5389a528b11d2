using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CallCenter.Api.Platform.Http;

/// <summary>The answer to a command that carried an <c>Idempotency-Key</c>: the same key by the same person gets it again, and nothing happens twice.</summary>
public sealed class CommandReceipt
{
    public Guid StaffId { get; init; }
    public required string Key { get; init; }
    public required string Command { get; init; }
    public required string Answer { get; init; }
    public DateTimeOffset At { get; init; }

    internal sealed class Table : IEntityTypeConfiguration<CommandReceipt>
    {
        public void Configure(EntityTypeBuilder<CommandReceipt> receipt)
        {
            receipt.ToTable("CommandReceipts");
            receipt.HasKey(r => new { r.StaffId, r.Key });
            receipt.Property(r => r.Key).HasMaxLength(80);
            receipt.Property(r => r.Command).HasMaxLength(120);
        }
    }
}
