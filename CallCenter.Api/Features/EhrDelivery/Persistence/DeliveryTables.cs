using CallCenter.Api.Features.EhrDelivery.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CallCenter.Api.Features.EhrDelivery.Persistence;

internal sealed class DeliveryTable : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> delivery)
    {
        delivery.ToTable("Deliveries");
        delivery.Property(d => d.Id).ValueGeneratedNever();
        delivery.Property(d => d.PracticeId).HasMaxLength(40);
        delivery.Property(d => d.BusinessKey).HasMaxLength(120);
        delivery.Property(d => d.PayloadHash).HasMaxLength(64);
        delivery.Property(d => d.EhrId).HasMaxLength(120);
        delivery.Property(d => d.Proof).HasMaxLength(400);
        delivery.Property(d => d.ReasonCode).HasMaxLength(60);
        delivery.Property(d => d.Reason).HasMaxLength(400);
        delivery.Property(d => d.Version).IsConcurrencyToken();
        delivery.Ignore(d => d.IsFiled).Ignore(d => d.MayHaveArrived);
        // One document is one row, whatever asks for it how often.
        delivery.HasIndex(d => new { d.PracticeId, d.Kind, d.BusinessKey, d.DocumentVersion }).IsUnique();
        delivery.HasIndex(d => d.CallId);
        delivery.HasIndex(d => d.DependsOn);
        delivery.HasIndex(d => new { d.State, d.CreatedAt });
    }
}

internal sealed class DeliveryAttemptTable : IEntityTypeConfiguration<DeliveryAttempt>
{
    public void Configure(EntityTypeBuilder<DeliveryAttempt> attempt)
    {
        attempt.ToTable("DeliveryAttempts");
        attempt.Property(a => a.Id).ValueGeneratedNever();
        attempt.Property(a => a.PracticeId).HasMaxLength(40);
        attempt.Property(a => a.Code).HasMaxLength(60);
        attempt.HasIndex(a => new { a.DeliveryId, a.Number }).IsUnique();
    }
}
