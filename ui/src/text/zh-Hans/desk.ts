export const desk = {
  board: '房间时间表',
  counts: (booked: number, arrived: number) => `预约 ${booked} · 到店 ${arrived}`,
  takings: (amount: string) => `已收 ${amount}`,
  previousDay: '前一天',
  nextDay: '后一天',
  backToToday: '回到今天',
  turnover: '整理',
}
