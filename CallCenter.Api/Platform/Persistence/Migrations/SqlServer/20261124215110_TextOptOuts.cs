using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CallCenter.Api.Platform.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class TextOptOuts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "EscalationOptOuts",
                columns: table => new
                {
                    PracticeId = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    ContactId = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    StoppedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EscalationOptOuts", x => new { x.PracticeId, x.ContactId });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "EscalationOptOuts");
        }
    }
}
